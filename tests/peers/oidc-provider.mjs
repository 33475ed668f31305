// node oidc-provider.mjs <redirect URI>: an OpenID Connect provider on a free port of this machine, with its sign-in page for development.
// Prints its issuer. Whoever signs in as NAME is NAME@example.com, verified; the values after a `+` are the claim `roles`.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [redirectUri] = process.argv.slice(2);
const server = createServer((request, response) => handle(request, response));
let handle = () => {};
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'policybot', client_secret: 'test-only-secret', redirect_uris: [redirectUri], response_types: ['code'],
      grant_types: ['authorization_code'],
    }],
    claims: { openid: ['sub', 'roles'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => {
        const [name, ...roles] = id.split('+');
        return { sub: id, name, email: `${name}@example.com`, email_verified: true, roles };
      },
    }),
    cookies: { keys: ['test-only'] },
  });
  handle = provider.callback();
  console.log(issuer);
});
process.stdin.resume().on('end', () => process.exit(0));
