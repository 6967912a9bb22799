// What any Node.js program does that uses the AWS SDK for JavaScript:
//   reader.mjs PROFILE...   a line for each: the profile, the access key id that the SDK resolves for it, and its region
//                           ('-' stands for no profile; instead of the two the words 'error' and why)
//   reader.mjs --sections   a line for each profile that the SDK reads: its name, and what is in it
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS, parseKnownFiles } from '@smithy/core/config';

async function resolve(profile) {
    const named = profile === '-' ? {} : { profile };
    try {
        const credentials = await (profile === '-' ? fromNodeProviderChain() : fromIni(named))();
        const region = await loadConfig(NODE_REGION_CONFIG_OPTIONS, { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...named })().catch(() => '');
        return `${credentials.accessKeyId}\t${region}`;
    } catch (error) {
        return `error\t${error.message.replace(/\s+/g, ' ')}`;
    }
}

const names = process.argv.slice(2);
if (names[0] === '--sections') {
    const profiles = await parseKnownFiles({});
    for (const name of Object.keys(profiles).sort()) {
        console.log(`${name}\t${JSON.stringify(profiles[name])}`);
    }
} else {
    for (const name of names) {
        console.log(`${name}\t${await resolve(name)}`);
    }
}
