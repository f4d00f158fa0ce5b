import type { Adapter, AdapterPayload } from 'oidc-provider';

export interface MemoryStore {
  /** What oidc-provider keeps its sessions, grants and tokens in. */
  adapter: (model: string) => Adapter;
  /** Forgets the sessions of one account, or of all. */
  endSessions: (accountId?: string) => void;
}

/** State of one tenant. oidc-provider's own adapter shares it between all providers of the process and cannot list it. */
export function createMemoryStore(): MemoryStore {
  const models = new Map<string, Map<string, AdapterPayload>>();
  const recordsOf = (model: string): Map<string, AdapterPayload> => {
    const records = models.get(model) ?? new Map<string, AdapterPayload>();
    models.set(model, records);
    return records;
  };

  const adapter = (model: string): Adapter => {
    const records = recordsOf(model);
    const findBy = (key: 'uid' | 'userCode', value: string) =>
      Promise.resolve([...records.values()].find((record) => record[key] === value));
    return {
      upsert: (id, payload) => Promise.resolve(void records.set(id, payload)),
      find: (id) => Promise.resolve(records.get(id)),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      destroy: (id) => Promise.resolve(void records.delete(id)),
      consume(id) {
        const record = records.get(id);
        if (record) record.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      revokeByGrantId(grantId) {
        for (const [id, record] of records) if (record.grantId === grantId) records.delete(id);
        return Promise.resolve();
      },
    };
  };

  return {
    adapter,
    endSessions(accountId) {
      const sessions = recordsOf('Session');
      for (const [id, session] of sessions) {
        if (accountId === undefined || session.accountId === accountId) sessions.delete(id);
      }
    },
  };
}
