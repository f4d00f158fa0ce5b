import type { DualRumOptions } from '@dual-rum/cdk/template';

/** A user of an identity pool, as IAM sees one in temporary credentials. */
export interface Person {
  name: string;
  sub: string;
  amr: string[];
}

const pool = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI';
const auth0 = 'arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com';
const identity = (id: string): string => `us-east-1:00000000-0000-4000-8000-${id.padStart(12, '0')}`;

export const byUserPool = (subject: string, provider = pool): string => `${provider}:CognitoSignIn:${subject}`;
export const byAuth0 = (subject: string, provider = auth0): string => `${provider}:OIDC:${subject}`;
const signedIn = (name: string, id: string, ...logins: string[]): Person => ({
  name,
  sub: identity(id),
  amr: ['authenticated', ...logins.flatMap((login) => [login.split(/:(?:CognitoSignIn|OIDC):/)[0]!, login])],
});

/** Alice is blocked by her identity, Carol by her subject at the user pool, Dave by his at Auth0, which has a star. */
export const blocked: Person[] = [
  signedIn('Alice', 'a', byUserPool('11111111-aaaa')),
  signedIn('Alice, who has signed in by Auth0 too', 'a', byUserPool('11111111-aaaa'), byAuth0('auth0|a')),
  signedIn('Carol', 'c', byUserPool('33333333-cccc')),
  signedIn('Carol, with an identity made anew', 'c2', byUserPool('33333333-cccc')),
  signedIn('Carol, who has signed in by Auth0 too', 'c', byAuth0('auth0|c'), byUserPool('33333333-cccc')),
  signedIn('Dave', 'd', byAuth0('waad|d*')),
];

export const others: Person[] = [
  signedIn('Bob', 'b', byUserPool('22222222-bbbb'), byAuth0('auth0|b')),
  signedIn('somebody whose subject Carol’s is the start of', 'e', byUserPool('33333333-cccc2')),
  signedIn('somebody whose subject is the start of Carol’s', 'f', byUserPool('33333333-ccc')),
  signedIn('somebody with Carol’s subject in capitals', '10', byUserPool('33333333-CCCC')),
  signedIn('somebody with Carol’s subject at Auth0', '11', byAuth0('33333333-cccc')),
  signedIn('somebody with Carol’s subject in another user pool', '12', byUserPool('33333333-cccc', `${pool}2`)),
  signedIn('somebody with Dave’s subject at another issuer', '13', byAuth0('waad|d*', `${auth0}.au`)),
  signedIn('somebody whom Dave’s subject fits as a pattern', '14', byAuth0('waad|dave')),
  signedIn('somebody whose identity ends as Alice’s', '1a', byUserPool('44444444-dddd')),
  {
    ...signedIn('somebody with Alice’s identity in another region', '15', byUserPool('5')),
    sub: identity('a').replace('us', 'eu'),
  },
];

export const options: DualRumOptions = {
  name: 'Shop',
  domains: ['shop.example.com'],
  signIn: {
    userPool: { userPoolId: 'eu-west-1_AbCdEfGhI', clientIds: ['web'] },
    oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] },
  },
  blocked: [identity('a'), byUserPool('33333333-cccc'), byAuth0('waad|d*')],
};
