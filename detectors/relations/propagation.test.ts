import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPropagation, type Propagation, type RiskEdge } from "#detectors/relations/propagation";

const edge = (from: string, to: string, weight = 1, role: RiskEdge["role"] = "shareholder"): RiskEdge => ({
  from,
  to,
  role,
  weight,
});

describe("propagation", () => {
  test("decays along the path, ends after three hops, and names the path", () => {
    const graph = createPropagation();
    for (const [from, to] of ["ab", "bc", "cd", "de"]) graph.setEdge(edge(from as string, to as string, 0.9));
    expect([...graph.setOwn("a", 80)].sort()).toEqual(["b", "c", "d"]);
    const weights = ["b", "c", "d", "e"].map((node) => graph.heardBy(node).contributions[0]?.weight ?? 0);
    expect(weights.map((weight) => Math.round(weight * 1000) / 1000)).toEqual([0.9, 0.486, 0.262, 0]);
    expect(graph.heardBy("c").contributions[0]).toMatchObject({
      source: "a",
      own: 80,
      points: expect.closeTo(80 * 0.9 * 0.9 * 0.6, 9),
      path: [
        { node: "b", role: "shareholder" },
        { node: "c", role: "shareholder" },
      ],
    });
  });

  test("takes the path that carries most, also when it is longer", () => {
    const graph = createPropagation();
    graph.setEdge(edge("a", "c", 0.3, "address"));
    graph.setEdge(edge("a", "b", 1, "controller"));
    graph.setEdge(edge("b", "c", 1, "controller"));
    graph.setOwn("a", 100);
    expect(graph.heardBy("c").contributions).toMatchObject([
      { weight: 0.6, path: [{ node: "b" }, { node: "c" }] },
    ]);
  });

  test("nobody hears itself round a ring, and a firm in no trouble is no source", () => {
    const graph = createPropagation();
    for (const [from, to] of ["ab", "bc", "ca"]) graph.setEdge(edge(from as string, to as string));
    graph.setOwn("a", 90);
    graph.setOwn("b", 59);
    expect(graph.heardBy("a")).toEqual({ risk: 0, contributions: [] });
    expect(graph.heardBy("b").contributions.map(({ source }) => source)).toEqual(["a"]);
  });

  test("several sources add up with discount; recovery takes them back", () => {
    const graph = createPropagation();
    graph.setEdge(edge("a", "z", 0.5));
    graph.setEdge(edge("b", "z", 0.5));
    graph.setOwn("a", 80);
    graph.setOwn("b", 60);
    expect(graph.heardBy("z").risk).toBeCloseTo(100 * (1 - (1 - 0.4) * (1 - 0.3 * 0.6)), 9);
    expect([...graph.setOwn("a", 20)]).toEqual(["z"]);
    expect(graph.heardBy("z").risk).toBeCloseTo(30, 9);
  });

  const node = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
  const step = fc.oneof(
    fc.record({ what: fc.constant("own" as const), node, own: fc.constantFrom(0, 40, 60, 75, 90) }),
    fc.record({
      what: fc.constant("edge" as const),
      from: node,
      to: node,
      role: fc.constantFrom("shareholder" as const, "address" as const),
      weight: fc.constantFrom(0, 0.3, 0.45, 0.6, 0.9, 1),
    }),
  );

  test("step by step it says what a whole computation says, and names everybody whose answer changed", () => {
    const nodes = ["a", "b", "c", "d", "e", "f", "g"];
    const answers = (graph: Propagation) => Object.fromEntries(nodes.map((one) => [one, graph.heardBy(one)]));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const graph = createPropagation();
        const owns = new Map<string, number>();
        const edges = new Map<string, RiskEdge>();
        for (const one of steps) {
          if (one.what === "edge" && one.from === one.to) continue;
          const before = answers(graph);
          const touched =
            one.what === "own"
              ? graph.setOwn(one.node, one.own)
              : graph.setEdge({ from: one.from, to: one.to, role: one.role, weight: one.weight });
          if (one.what === "own") owns.set(one.node, one.own);
          else edges.set(`${one.from}${one.to}${one.role}`, one);
          const after = answers(graph);
          for (const name of nodes) if (!touched.has(name)) expect(after[name]).toEqual(before[name]);
        }
        const whole = createPropagation();
        // The other order: scores first, edges from the last to the first.
        for (const [name, own] of owns) whole.setOwn(name, own);
        for (const one of [...edges.values()].reverse()) whole.setEdge(one);
        expect(answers(graph)).toEqual(answers(whole));
      }),
      { numRuns: 300 },
    );
  });
});
