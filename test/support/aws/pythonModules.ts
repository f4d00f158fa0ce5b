import { missingPackages, pythonEnv as envOf, servers } from '../python.ts';

/** The environment in which Python finds the modules, and no AWS account. */
export const pythonEnv = envOf(servers.folder);

/** Why Python's servers and readers cannot run here; installs what is missing. Undefined when they can. */
export const missingPythonModules = (): string | undefined => missingPackages(servers);
