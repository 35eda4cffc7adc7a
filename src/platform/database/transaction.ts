import { type Pool, preparing, type Transaction } from './pool.ts';

const retryable = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws.
 * A serialization failure or deadlock is run again up to three times, so `work` must have no effect but its SQL.
 */
export async function inTransaction<T>(pool: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const tx: Transaction = { transaction: true, query: preparing(client) };
      const result = await work(tx);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => {
        broken = lost;
      });
      if (tries < 3 && retryable.has((error as { code?: string }).code ?? '')) continue;
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
