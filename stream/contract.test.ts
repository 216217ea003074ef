import { describeStreamContract } from "#stream/contract";
import { createMemoryStream } from "#stream/memory";

describeStreamContract("in memory", async (limits) => createMemoryStream(limits));
