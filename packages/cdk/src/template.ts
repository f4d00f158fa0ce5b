export { createPolicies } from './createPolicies.ts';
export type { Place, PlacedPolicy } from './createPolicies.ts';
export { createTemplate } from './createTemplate.ts';
export { readOutputs } from './readOutputs.ts';
export type { DeployedOutputs } from './readOutputs.ts';
export { OptionError } from './OptionError.ts';
export type { Json } from './model/intrinsics.ts';
export type { Output, Resource, ResourceType, Template } from './model/Template.ts';
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
