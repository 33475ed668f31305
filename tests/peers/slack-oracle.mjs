// Sends requests to a Bolt app and prints the status of each. In: {"secret", "requests": [{"headers", "body" (base64)}]}; out: [status].
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const { App, LogLevel } = createRequire(import.meta.url)('@slack/bolt');
const { secret, requests } = JSON.parse(await text(process.stdin));
const app = new App({
  signingSecret: secret,
  authorize: async () => ({ botToken: 'xoxb-oracle', botId: 'B0', botUserId: 'UBOT' }),
  logLevel: LogLevel.ERROR,
  logger: { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => LogLevel.ERROR, setName() {} },
});
app.message(async () => {});
app.event('app_mention', async () => {});
app.command('/policybot', async ({ ack }) => ack());
app.action(/.*/, async ({ ack }) => ack());
app.shortcut(/.*/, async ({ ack }) => ack());
app.view(/.*/, async ({ ack }) => ack());
const server = await app.start({ port: 0, host: '127.0.0.1' });
const statuses = [];
for (const { headers, body } of requests) {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/slack/events`, {
    method: 'POST', headers, body: Buffer.from(body, 'base64'),
  });
  await response.arrayBuffer();
  statuses.push(response.status);
}
console.log(JSON.stringify(statuses));
process.exit(0);
