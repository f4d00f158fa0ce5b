import { Dispatch } from '@aws-rum/web-core/dispatch/Dispatch';
import { Dispatch as OriginalDispatch } from '@aws-rum/web-core/dispatch/Dispatch?original';
import { SessionManager } from '@aws-rum/web-core/sessions/SessionManager';
import { SessionManager as OriginalSessionManager } from '@aws-rum/web-core/sessions/SessionManager?original';
import { describe, expect, it } from 'vitest';
import { Dispatch as StandIn } from './Dispatch.ts';

describe('unit tests run the code that ships', () => {
  it('imports a stand-in for a module that the build replaces', () => {
    expect(Dispatch).toBe(StandIn);
  });

  it('has no member that the build drops', () => {
    expect(SessionManager.prototype).toHaveProperty('getSession');
    expect(SessionManager.prototype).not.toHaveProperty('initializeUser');
  });

  it('imports a module as it was published where a test asks for the original', () => {
    expect(OriginalDispatch).not.toBe(StandIn);
    expect((OriginalSessionManager as typeof SessionManager).prototype).toHaveProperty('initializeUser');
  });

  it("gives an application's own aws-rum-web the originals", async () => {
    const { AwsRum } = await import('aws-rum-web');
    const { Orchestration } = await import('@aws-rum/web-slim/orchestration/Orchestration');
    const rum = Object.create(AwsRum.prototype) as object;
    expect(rum).not.toBeInstanceOf(Orchestration);
  });
});
