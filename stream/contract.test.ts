import { describeStreamContract } from "#stream/testing/contract";
import { createMemoryStream } from "#stream/memory";

describeStreamContract("in memory", async (limits) => createMemoryStream(limits));
