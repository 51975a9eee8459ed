// What a frontend writes with the types; each line marked so must not compile.
import type { components, paths } from "../../client/wwwroot/api.d.ts";

type Interaction = components["schemas"]["InteractionBody"];
type Page = paths["/v1/stores/{store}/customers/{customer}/page"]["post"];
type Answer = Page["responses"][200]["content"]["application/json"];

export const view: Interaction = { customer: "c-17", kind: "View", product: "85123A", recommendationId: "r-1", position: 3 };

// @ts-expect-error: there is no such kind.
export const dance: Interaction = { customer: "c-17", kind: "Dance", product: "85123A" };

// @ts-expect-error: a customer is needed.
export const nobody: Interaction = { kind: "View", product: "85123A" };

export const firstOf = (page: Answer): string | undefined => page.slots[0]?.products[0]?.product;

export const wait = (problem: components["schemas"]["ProblemBody"]): boolean => problem.type.endsWith("/unavailable");
