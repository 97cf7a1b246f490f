/**
 * Pushes until drizzle-kit sees no difference, at most six times, and returns what it printed the last time.
 *
 * drizzle-kit 0.31 reads the columns of an index in no order, so that it now and then makes one of two columns again
 * while other tables of the server come and go. Over rows it then asks, and stops. A difference that stays is there the last time
 * too.
 */
export async function pushUntilSame(push: () => string | Promise<string>): Promise<string> {
  let said = '';
  for (let time = 1; time <= 6 && !said.includes('No changes detected'); time++) said = await push();
  return said;
}
