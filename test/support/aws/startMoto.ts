import { pythonEnv } from './pythonModules.ts';
import { startProgram, type Program } from './startProgram.ts';

/** S3 and SQS by moto: https://docs.getmoto.org. `missingPythonModules` says whether it can run. */
export function startMoto(): Promise<Program> {
  return startProgram('python3', (port) => ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    env: pythonEnv,
  });
}
