// node-nlp, as a peer of tests/speed.sh: trained with the questions and intents of a set, it classifies the same questions.
// node classify.mjs QUESTIONS.jsonl [ROUNDS], lines {"question", "language", "intent"}; writes microseconds a question, the median of
// the rounds after a third (and six seconds, as the bot's own) for warming up, and to stderr how many it got right of what it was trained with.
import { readFileSync } from 'node:fs';
import { NlpManager } from 'node-nlp';

const [file, rounds = '20'] = process.argv.slice(2);
const questions = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
const manager = new NlpManager({ languages: ['en', 'ko'], autoSave: false, nlu: { log: false }, forceNER: false });
for (const q of questions) if (q.intent) manager.addDocument(q.language, q.question, q.intent);
await manager.train();

async function pass() {
  let right = 0;
  for (const q of questions) if ((await manager.process(q.language, q.question)).intent === q.intent) right++;
  return right;
}

const warmedUp = performance.now() + 6000;
let right = 0;
for (let i = 0; i <= Number(rounds) / 3 || performance.now() < warmedUp; i++) right = await pass();
const times = [];
for (let i = 0; i < Number(rounds); i++) {
  const start = process.hrtime.bigint();
  await pass();
  times.push(Number(process.hrtime.bigint() - start) / 1000 / questions.length);
}
times.sort((a, b) => a - b);
console.error(`node-nlp: ${right} of ${questions.filter(q => q.intent).length} training questions right`);
console.log(times[times.length >> 1].toFixed(1));
