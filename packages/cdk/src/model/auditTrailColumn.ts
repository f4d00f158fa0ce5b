/**
 * The one column of the table: a file of CloudTrail is one JSON object, whose list has the records. `@dual-rum/queries` reads the same:
 * https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 */
export const TRAIL_COLUMN = {
  name: 'records',
  type:
    'array<struct<eventid:string,eventtime:string,eventname:string,eventsource:string,errorcode:string,sourceipaddress:string,useragent:string,' +
    'useridentity:struct<type:string,accesskeyid:string,sessioncontext:struct<' +
    'sessionissuer:struct<type:string,arn:string,username:string>,' +
    'webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>,' +
    'requestparameters:struct<id:string,batchid:string,userdetails:struct<userid:string,sessionid:string>,' +
    'rumevents:array<struct<id:string>>,identitypoolid:string,identityid:string>,' +
    'responseelements:struct<identityid:string,credentials:struct<accesskeyid:string>>,' +
    'resources:array<struct<type:string,arn:string>>>>',
} as const;
