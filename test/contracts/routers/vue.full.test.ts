import { resolve } from 'node:path';
import { useSuite } from '../../support/sdk/suite.ts';
import { vue } from './adapters.ts';
import { isQuick, routerContract } from './contract.ts';

routerContract(vue, useSuite(resolve(import.meta.dirname, 'pages/vue.ts')), (name) => !isQuick(name));
