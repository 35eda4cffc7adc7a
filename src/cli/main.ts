import { tellFailure } from './failure.ts';
import { endWithParent } from './parent-link.ts';
import { buildProgram } from './program.ts';

/** How long whatever a command left open may keep the process alive once the command is done, milliseconds. */
const lingerLimit = 3000;

// `muster device list | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});
endWithParent();
const args = process.argv.slice(2);
try {
  const program = await buildProgram(args);
  await program.parseAsync(args, { from: 'user' });
} catch (error) {
  process.exitCode = tellFailure(error, process.stderr, process.env);
}
setTimeout(() => process.exit(), lingerLimit).unref();
