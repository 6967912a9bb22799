// Prints the access key id that the AWS SDK for JavaScript resolves for a profile, as any Node.js program would.
import { fromIni } from '@aws-sdk/credential-providers';

const credentials = await fromIni({ profile: process.argv[2] })();
console.log(credentials.accessKeyId);
