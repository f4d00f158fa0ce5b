import { resolve } from 'node:path';
import { useSuite } from '../../support/sdk/suite.ts';
import { reactRouter } from './adapters.ts';
import { isQuick, routerContract } from './contract.ts';

routerContract(reactRouter, useSuite(resolve(import.meta.dirname, 'pages/react.ts')), isQuick);
