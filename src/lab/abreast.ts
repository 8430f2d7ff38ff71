/**
 * Does the same for each of a list, so many at a time.
 * @returns the results in the order of the list. Rejects with the first failure; nothing is begun
 * after it.
 */
export async function abreast<T, R>(
  items: readonly T[],
  width: number,
  use: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let mine = next++; mine < items.length; mine = next++) {
      const item = items[mine] as T;
      try {
        results[mine] = await use(item);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
