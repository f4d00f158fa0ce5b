import { resolve } from 'node:path';
import { useSuite } from '../../support/sdk/suite.ts';
import { ownRouter } from './adapters.ts';
import { routerContract } from './contract.ts';

routerContract(ownRouter, useSuite(resolve(import.meta.dirname, 'pages/ownRouter.ts')));
