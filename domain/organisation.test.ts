import { describe, expect, it } from "vitest";
import {
  checkOrganisation,
  checkPost,
  type Organisation,
  type Post,
  postsAt,
  subtree,
  tierOf,
} from "#domain/organisation";

const city: Organisation = {
  id: 1,
  kind: "city-office",
  name: "市委金融办",
  parentId: null,
  district: "310000",
  street: null,
};
const pudong: Organisation = {
  id: 2,
  kind: "district-office",
  name: "浦东新区金融办",
  parentId: 1,
  district: "310115",
  street: null,
};
const weifang: Organisation = {
  id: 3,
  kind: "street-office",
  name: "潍坊新村街道",
  parentId: 2,
  district: "310115",
  street: "310115004",
};
const police: Organisation = {
  id: 4,
  kind: "member-unit",
  name: "市公安局",
  parentId: 1,
  district: "310000",
  street: null,
};
const tree = new Map([city, pudong, weifang, police].map((organisation) => [organisation.id, organisation]));

const post = (over: Partial<Post>): Post => ({
  id: 1,
  userId: 10,
  organisationId: 1,
  role: "city-analyst",
  lines: ["*"],
  validFromMs: 0,
  validToMs: null,
  standsInFor: null,
  ...over,
});

describe("organisation", () => {
  it("accepts the tree above", () => {
    for (const organisation of tree.values()) expect(checkOrganisation(organisation, tree)).toEqual([]);
    expect([...subtree(2, tree)].sort()).toEqual([2, 3]);
    expect(subtree(1, tree).size).toBe(4);
    expect(tierOf(weifang)).toBe("street");
  });

  it("names what is wrong", () => {
    expect(checkOrganisation({ ...pudong, district: "310119" }, tree)).toEqual(["unknown-district"]);
    expect(checkOrganisation({ ...weifang, street: "310115999" }, tree)).toEqual(["unknown-street"]);
    expect(checkOrganisation({ ...weifang, street: "310101013" }, tree)).toEqual(["street-outside-district"]);
    expect(checkOrganisation({ ...pudong, district: "310000" }, tree)).toEqual(["wrong-area"]);
    expect(checkOrganisation({ ...city, parentId: 3 }, tree)).toEqual(["cycle"]);
  });
});

describe("post", () => {
  it("must fit its organisation", () => {
    expect(checkPost(post({}), city)).toEqual([]);
    expect(checkPost(post({}), pudong)).toEqual(["role-outside-tier"]);
    expect(checkPost(post({ role: "district-officer" }), pudong)).toEqual([]);
  });

  it("stands in for another only with an end, and never for oneself", () => {
    expect(checkPost(post({ standsInFor: 11 }), city)).toEqual(["open-ended-stand-in"]);
    expect(checkPost(post({ standsInFor: 10, validToMs: 5 }), city)).toEqual(["stands-in-for-self"]);
    expect(checkPost(post({ validFromMs: 5, validToMs: 5 }), city)).toEqual(["dates-reversed"]);
  });

  it("counts a stand-in only inside its dates, after the own post", () => {
    const posts = [
      post({ id: 2, standsInFor: 11, validFromMs: 100, validToMs: 200 }),
      post({ id: 3 }),
      post({ id: 4, userId: 99 }),
    ];
    expect(postsAt(posts, 10, 99).map((p) => p.id)).toEqual([3]);
    expect(postsAt(posts, 10, 150).map((p) => p.id)).toEqual([3, 2]);
    expect(postsAt(posts, 10, 200).map((p) => p.id)).toEqual([3]);
  });
});
