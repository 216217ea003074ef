import { z } from "zod";
import { FINANCE_KINDS } from "#domain/finance-kind";
import { checkOrganisation, checkPost, type Organisation, tierOf } from "#domain/organisation";
import { GUARDED_FIELDS, hasAction, LINES, mayBeGivenField } from "#domain/permission";
import { conflictOf, ROLES } from "#domain/role";
import type { Sessions } from "#server/auth/sessions";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { presentPost, userParams, userSubject } from "#server/modules/users/shapes";
import { createOrganisation, readOrganisations } from "#store/organisations";
import type { Pool } from "#store/pool";
import { addPost, endPost, readPosts } from "#store/posts";
import { countUserManagers } from "#store/user-managers";

const done = z.object({});

/** 岗位 and 单位: who may do what, where. */
export function postRoutes({ db, sessions }: { readonly db: Pool; readonly sessions: Sessions }): AnyRoute[] {
  const target = userSubject(db);
  return [
    defineRoute({
      method: "POST",
      path: "/api/users/:id/posts",
      tag: "users",
      summary: {
        zh: "授予岗位：单位、角色、条线、业务、字段、代理期限",
        en: "Give a post: organisation, role, lines, businesses, fields, dates",
      },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams,
      body: z.object({
        organisationId: z.number().int().positive(),
        role: z.enum(ROLES),
        lines: z.array(z.enum(LINES)).nullable().default(null),
        businesses: z.array(z.enum(FINANCE_KINDS)).nullable().default(null),
        fields: z.array(z.enum(GUARDED_FIELDS)).default([]),
        standsInFor: z.number().int().positive().nullable().default(null),
        to: z.iso.datetime({ offset: true }).nullable().default(null),
      }),
      response: z.object({ id: z.number() }),
      status: 201,
      trail: "audited",
      handler: async ({ params, body, user, nowMs, audit }) => {
        const organisations = await readOrganisations(db);
        const organisation = organisations.find((one) => one.id === body.organisationId);
        if (organisation === undefined) throw fault("organisationId", "unknown", "no such organisation");
        const toMs = body.to === null ? null : Date.parse(body.to);
        const faults = checkPost(
          {
            id: 0,
            userId: params.id,
            organisationId: organisation.id,
            role: body.role,
            lines: body.lines ?? ["*"],
            validFromMs: nowMs,
            validToMs: toMs,
            standsInFor: body.standsInFor,
          },
          organisation,
        );
        if (faults[0] !== undefined)
          throw new Refusal(
            "user.role-place",
            {},
            { details: faults.map((code) => ({ path: "body", code, message: code })) },
          );
        if (body.role === "sector-regulator" && body.businesses === null)
          throw fault("businesses", "required", "a sector regulator's post names its businesses");
        const closed = body.fields.filter((field) => !mayBeGivenField(body.role, field));
        if (closed.length > 0) throw fault("fields", "not-for-role", closed.join(", "));
        const held = (await readPosts(db, params.id)).map((one) => one.role);
        const conflict = conflictOf([...held, body.role]);
        if (conflict !== null)
          throw fault("role", "conflict", `${conflict[0]} and ${conflict[1]} are never one person`);
        const id = await db.transaction(async (tx) => {
          const made = await addPost(tx, { ...body, userId: params.id, toMs, recordedBy: user.id });
          await audit.write(tx, {
            action: "post.grant",
            subject: `user:${params.id}`,
            after: { postId: made, ...body },
          });
          return made;
        });
        return { id };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/posts/:postId/end",
      tag: "users",
      summary: { zh: "终止岗位，其会话立即结束", en: "End a post; the person's sessions end at once" },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams.extend({ postId: z.coerce.number().int().positive() }),
      response: done,
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          const held = (await readPosts(tx, params.id)).find((one) => one.id === params.postId);
          if (held === undefined) throw new Refusal("request.not-found");
          await endPost(tx, params.postId);
          if (hasAction(held.role, "user.manage") && (await countUserManagers(tx)) === 0)
            throw new Refusal("user.last-manager");
          await audit.write(tx, {
            action: "post.end",
            subject: `user:${params.id}`,
            before: presentPost(held),
          });
        });
        await sessions.endAll(params.id, "post ended");
        return {};
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/organisations",
      tag: "users",
      summary: { zh: "单位树", en: "The organisation tree" },
      access: { kind: "whole", action: "user.read" },
      response: z.object({
        organisations: z.array(
          z.object({
            id: z.number(),
            kind: z.string(),
            name: z.string(),
            parentId: z.number().nullable(),
            district: z.string(),
            street: z.string().nullable(),
          }),
        ),
      }),
      handler: async () => ({ organisations: (await readOrganisations(db)).map((one) => ({ ...one })) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/organisations",
      tag: "users",
      summary: { zh: "增加单位", en: "Add an organisation" },
      access: { kind: "whole", action: "organisation.manage" },
      body: z.object({
        kind: z.enum(["city-office", "district-office", "street-office", "committee-office", "member-unit"]),
        name: z.string().trim().min(1).max(100),
        parentId: z.number().int().positive().nullable().default(null),
        district: z.string().regex(/^\d{6}$/),
        street: z
          .string()
          .regex(/^\d{9}$/)
          .nullable()
          .default(null),
      }),
      response: z.object({ id: z.number() }),
      status: 201,
      trail: "audited",
      handler: async ({ body, audit }) => {
        const tree = new Map((await readOrganisations(db)).map((one) => [one.id, one] as const));
        if (body.parentId !== null && !tree.has(body.parentId))
          throw fault("parentId", "unknown", "no such organisation");
        const candidate: Organisation = { id: 0, ...body };
        const faults = checkOrganisation(candidate, tree);
        if (faults.length > 0)
          throw new Refusal(
            "user.role-place",
            {},
            {
              details: faults.map((code) => ({
                path: "body",
                code,
                message: `${tierOf(candidate)}: ${code}`,
              })),
            },
          );
        const id = await db.transaction(async (tx) => {
          const made = await createOrganisation(tx, body);
          await audit.write(tx, {
            action: "organisation.create",
            subject: `organisation:${made}`,
            after: body,
          });
          return made;
        });
        return { id };
      },
    }),
  ];
}

function fault(field: string, code: string, message: string): Refusal {
  return new Refusal("user.role-place", {}, { details: [{ path: `body.${field}`, code, message }] });
}
