import { runContractSuite } from "#realtime/testing/contract-suite";

runContractSuite("ws");
