import { dualRumConsole } from '@dual-rum/console/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [dualRumConsole()] });
