import { type AttackName, type AttackOrder, attacks } from './attacks.ts';

/** A process of its own for the attacks, so that they do not slow the good gateways by sharing a thread with them. */
process.on('message', ({ name, order }: { name: AttackName; order: AttackOrder }) => {
  attacks[name](order).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
