// For each line, a Teams app manifest as JSON: `valid`, or what Microsoft's validator says against it.
import { createInterface } from 'node:readline';
import { AppManifestUtils } from '@microsoft/app-manifest';

for await (const line of createInterface({ input: process.stdin })) {
  const errors = await AppManifestUtils.validateAgainstSchema(JSON.parse(line));
  console.log(errors.length === 0 ? 'valid' : errors.join('; ').replaceAll('\n', ' '));
}
