// node teams-tokens.mjs <app id> <metadata URL>: for each line {"header", "activity"}, what Microsoft's library makes of the token.
import { createInterface } from 'node:readline';
import connector from 'botframework-connector';

const [appId, metadataUrl] = process.argv.slice(2);
const authentication = connector.BotFrameworkAuthenticationFactory.create(
  '', true, 'https://login.microsoftonline.com/botframework.com', 'https://api.botframework.com', 'https://api.botframework.com',
  'https://token.botframework.com', metadataUrl, 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration', '',
  new connector.PasswordServiceClientCredentialFactory(appId, 'test-only'), { requiredEndorsements: [] }, undefined, {});

for await (const line of createInterface({ input: process.stdin })) {
  const { header, activity } = JSON.parse(line);
  try {
    await authentication.authenticateRequest(activity, header ?? '');
    console.log('accepted');
  } catch (error) {
    console.log('refused ' + String(error.message).replaceAll('\n', ' '));
  }
}
