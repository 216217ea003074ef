import { createMemoryStream } from "#stream/memory";
import { describeStreamContract } from "#stream/testing/contract";

describeStreamContract("in memory", async (limits) => createMemoryStream(limits));
