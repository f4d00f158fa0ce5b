export { DualRum } from './construct/DualRum.ts';
export { OptionError } from './OptionError.ts';
export type {
  AuditTrail,
  DualRumOptions,
  ExistingRoles,
  GuestVolumeAlarm,
  OidcSignIn,
  RoleReference,
  SignIn,
  Telemetry,
  UserPoolSignIn,
} from './options/DualRumOptions.ts';
