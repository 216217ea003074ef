import type { PoolClient } from "pg";
import { classifyDatabaseError } from "#server/pipelines/detect/errors";

/** Runs `work` with a connection; one that broke is not handed back to the pool for others. */
export async function withClient<T>(
  connect: () => Promise<PoolClient>,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await connect();
  let broken: Error | undefined;
  // Without a listener a connection that breaks between two statements would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    return await work(client);
  } catch (error) {
    if (classifyDatabaseError(error) === "unavailable") broken ??= error as Error;
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
