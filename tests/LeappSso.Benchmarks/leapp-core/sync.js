// Lets Leapp's own sync service, unmodified, map the accounts of a portal, as its command line does:
//   node sync.js ADDRESS TOKEN save|list
// It is logged in already: the token is in the keychain. 'list' ends where Leapp begins to save the sessions, each with a write
// of its whole workspace. Prints what was found and taken, as one line of JSON.
const fs = require('fs');
const os = require('os');
const path = require('path');
const AWS = require('aws-sdk/global');
const { AwsSsoIntegrationService } = require('@noovolari/leapp-core/services/integration/aws-sso-integration-service');
const { AwsSsoOidcService } = require('@noovolari/leapp-core/services/aws-sso-oidc.service');
const { AwsSsoRoleService } = require('@noovolari/leapp-core/services/session/aws/aws-sso-role-service');
const { FileService } = require('@noovolari/leapp-core/services/file-service');
const { LogService } = require('@noovolari/leapp-core/services/log-service');
const { Repository } = require('@noovolari/leapp-core/services/repository');
const { WorkspaceConsistencyService } = require('@noovolari/leapp-core/services/workspace-consistency-service');

const [address, token, end] = process.argv.slice(2);

// The AWS SDK inside is version 2, which knows no AWS_ENDPOINT_URL: its global configuration leads the service to the emulator.
AWS.config.update({ sso: { endpoint: address } });

// What the desktop and the command line bring along: the system, a keychain, the views that are told, and a log.
const native = { fs, os, path, machineId: '0'.repeat(64) };
const secrets = new Map();
const keychain = {
  saveSecret: async (service, account, secret) => void secrets.set(account, secret),
  getSecret: async (service, account) => secrets.get(account) ?? null,
  deleteSecret: async (service, account) => secrets.delete(account),
};
const views = { setSessions() {}, setIntegrations() {}, setFetchingIntegrations() {} };
const log = new LogService({ log() {}, show() {} });

const files = new FileService(native);
const repository = new Repository(native, files, new WorkspaceConsistencyService(files, native, log));
const oidc = new AwsSsoOidcService({}, repository, true);
const roles = new AwsSsoRoleService(views, repository, files, keychain, {}, native, oidc);
const sync = new AwsSsoIntegrationService(repository, keychain, views, native, {}, oidc, roles);

const start = process.hrtime.bigint();
const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
let first = 0;
const create = roles.create.bind(roles);
roles.create = (request) => {
  first ||= seconds();
  return create(request);
};

async function main() {
  await sync.createIntegration({ alias: 'acme', portalUrl: `${address}/start`, region: 'eu-west-1', browserOpening: 'In-browser' });
  const [{ id, alias, region, portalUrl, browserOpening }] = sync.getIntegrations();
  const expiration = new Date(Date.now() + 3600_000).toISOString();
  await sync.configureAwsSso(id, alias, region, portalUrl, browserOpening, expiration, token);
  let sessions;
  if (end === 'save') {
    await sync.syncSessions(id);
    sessions = repository.getSessions();
  } else {
    sessions = (await sync.loginAndGetSessionsDiff(id)).sessionsToAdd;
  }

  const total = seconds();
  console.log(JSON.stringify({
    Sessions: sessions.length,
    Accounts: new Set(sessions.map((session) => session.roleArn.substring(13, 25))).size,
    Total: total,
    First: first || total,
    PeakMegabytes: peakMegabytes(),
  }));
}

function peakMegabytes() {
  try {
    return fs.readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+) kB/)[1] / 1024;
  } catch {
    return 0;
  }
}

main();
