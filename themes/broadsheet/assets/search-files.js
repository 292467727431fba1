// Files of the archive's, each asked for once.

/** What the host says of an address; throws when that is a fault, but for one that is expected. @param {string} address @param {number} [expected] */
export async function fetched(address, expected) {
  const response = await fetch(address);
  if (!response.ok && response.status !== expected) throw new Error(`${response.status} for ${address}`);
  return response;
}

/**
 * What is made for a key: once, and anew when that failed.
 * @template T @param {Map<string, Promise<T>>} kept @param {string} key @param {() => Promise<T>} make
 */
export function once(kept, key, make) {
  let ready = kept.get(key);
  if (!ready) {
    ready = make();
    kept.set(key, ready);
    ready.catch(() => kept.delete(key));
  }
  return ready;
}
