import { runContractSuite } from "#realtime/testing/contract-suite";
import { runSocketIoSuite } from "#realtime/testing/socket-io-suite";

runContractSuite("ws");
runSocketIoSuite("ws");
