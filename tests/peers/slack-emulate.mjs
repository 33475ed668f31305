// node slack-emulate.mjs <signing secret> <the bot's scopes, by commas>: Slack's Web API and its signed events, by `emulate`.
// Prints one line of JSON: where it listens and who is there. The first line read is where events go; its end is the end.
// `emulate` has no setting for that address: it is put into the store of subscriptions that its Slack plugin is handed.
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [secret, scopes] = process.argv.slice(2);
const dist = new URL('./node_modules/emulate/dist/', import.meta.url);
const file = readdirSync(dist).find(f => f.endsWith('.js') && readFileSync(new URL(f, dist), 'utf8').includes('var slackPlugin ='));
const { slackPlugin, getSlackStore } = await import(new URL(file, dist).href);
const { createEmulator } = await import('emulate');

let webhooks, store;
const register = slackPlugin.register;
slackPlugin.register = (app, ...rest) => {
  [store, webhooks] = rest;
  register(app, ...rest);
};

const everything = ['chat:write', 'channels:history', 'channels:read', 'im:write', 'im:history', 'im:read', 'users:read'];
const { url } = await createEmulator({
  service: 'slack', port: 0,
  seed: {
    slack: {
      signing_secret: secret, strict_scopes: true,
      users: [{ name: 'ada', real_name: 'Ada', email: 'ada@example.com' }, { name: 'minji', real_name: '민지', email: 'minji@example.com' }],
      channels: [{ name: 'ask-policy' }],
      oauth_apps: [{
        app_id: 'APOLICYBOT', client_id: 'policybot', client_secret: 'test-only', name: 'PolicyBot', redirect_uris: [],
        scopes: scopes.split(','), bot_id: 'BPOLICYBOT', bot_user_id: 'UPOLICYBOT', bot_name: 'policybot',
      }],
      tokens: [
        { token: 'test-bot', type: 'bot', user_id: 'UPOLICYBOT', bot_id: 'BPOLICYBOT', bot_user_id: 'UPOLICYBOT', app_id: 'APOLICYBOT', scopes: scopes.split(',') },
        { token: 'test-ada', type: 'user', user: 'ada', scopes: everything },
        { token: 'test-minji', type: 'user', user: 'minji', scopes: everything },
      ],
    },
  },
});
const slack = getSlackStore(store);
const user = name => slack.users.all().find(u => u.name === name).user_id;
console.log(JSON.stringify({
  url: url.replace('localhost', '127.0.0.1'), team: slack.teams.all()[0].team_id, bot: 'UPOLICYBOT', ada: user('ada'), minji: user('minji'),
  channel: slack.channels.all().find(c => c.name === 'ask-policy').channel_id,
}));
// The lines after the first ask for what stands in the store: a home tab or a dialog, as JSON.
const lines = createInterface({ input: process.stdin });
let first = true;
lines.on('line', line => {
  if (first) webhooks.register({ url: line, events: ['*'], active: true, owner: 'slack' });
  console.log(first ? 'registered' : JSON.stringify(slack.views.all().filter(v => v.type === line)));
  first = false;
});
lines.on('close', () => process.exit(0));
