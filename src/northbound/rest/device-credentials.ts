import { Router } from 'express';
import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';
import type { DeviceId } from '../../base/ids.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit, deleteDeviceCredential, putDeviceCredentials } from '../../security/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';

const body = z.strictObject({
  items: z
    .array(
      z.strictObject({
        deviceId: z
          .string()
          .regex(
            /^[A-Za-z0-9_.~%]+-([A-Za-z0-9_.~%]+-)?[A-Za-z0-9_.~%]+$/,
            'must be a device id such as 00D09E-MG100-SIM0001',
          )
          .max(800),
        username: z
          .string()
          .min(1)
          .max(256)
          .regex(/^[^":\\]+$/, 'cannot hold " : or \\'),
        password: z.string().min(1).max(256),
      }),
    )
    .min(1)
    .max(500),
});

/**
 * What devices prove themselves with, as their manufacturer's list has it; also for devices that never called. From
 * then on the device speaks only by its own credential. Write-only: nobody reads one back.
 */
export function deviceCredentialRoutes({ pool, clock, box }: RestContext): Router {
  const router = Router();
  router.post('/device-credentials', async (request, response) => {
    const caller = callerWith(request, 'administer');
    const { items } = readJson(body, request.body);
    if (
      new Set(items.map((i) => i.deviceId)).size !== items.length ||
      new Set(items.map((i) => i.username)).size !== items.length
    ) {
      throw new MusterError('invalidRequest', 'a device or a user name stands in the list twice', {
        items: [{ path: 'items', message: 'devices and user names must be unique' }],
      });
    }
    const now = new Date(clock.now());
    try {
      await inTransaction(pool, async (tx) => {
        const rows = items.map((item) => ({
          deviceId: item.deviceId as DeviceId,
          username: item.username,
          secret: box.seal(item.password, `cpe:${item.deviceId}`),
        }));
        await putDeviceCredentials(tx, rows, now);
        const detail = { count: items.length, first: items[0]!.deviceId };
        await appendAudit(
          tx,
          {
            by: caller,
            action: 'device-credentials.set',
            object: 'device-credentials',
            detail,
          },
          now,
        );
      });
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error;
      throw new MusterError('conflict', 'a user name of the list belongs to another device already', {
        items: [{ path: 'items', message: 'user name taken' }],
      });
    }
    response.json({ stored: items.length });
  });

  // For a device that was reset to what its manufacturer gave it: it comes as if for the first time.
  router.delete('/device-credentials/:deviceId', async (request, response) => {
    const caller = callerWith(request, 'administer');
    const { deviceId } = request.params;
    await inTransaction(pool, async (tx) => {
      if (!(await deleteDeviceCredential(tx, deviceId))) {
        throw new MusterError('notFound', `the device ${deviceId.slice(0, 200)} has no credential of its own`);
      }
      const object = `device/${deviceId}`;
      await appendAudit(
        tx,
        { by: caller, action: 'device-credentials.delete', object, detail: {} },
        new Date(clock.now()),
      );
    });
    response.status(204).end();
  });
  return router;
}
