/** Brings the servers that suites of npm test start, if they are not here yet. A suite whose server is missing says why itself. */
import { missingPythonModules } from '../../test/support/aws/pythonModules.ts';
import { missingDynamoDb } from '../../test/support/aws/startDynamoDb.ts';

missingPythonModules();
missingDynamoDb();
