/** Waits for this work, but no longer than so: what is not done then goes on by itself. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, milliseconds).unref())])
}
