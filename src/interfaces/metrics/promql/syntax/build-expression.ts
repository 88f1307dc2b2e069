import { PromqlError } from "../promql-error.ts";
import { AGGREGATION_OPERATORS, type Aggregation, type Expression } from "./ast.ts";
import { buildGrouping, buildMatching, NO_GROUPING } from "./build-modifiers.ts";
import { addSuffix, buildSelector } from "./build-selector.ts";
import { isFunctionName } from "./function-signatures.ts";
import { parseNumber, parseString } from "./literals.ts";
import { bindingOf, operatorNamed, type Binding } from "./operators.ts";
import { operatorTerms, type Term } from "./operator-terms.ts";
import { positionOf } from "./position.ts";
import { childrenOf, type SyntaxNode } from "./tree.ts";
import { counted } from "../../../../lib/counted.ts";

/** Expression of a tree without error nodes. Throws `PromqlError`. */
export function buildExpression(query: string, top: SyntaxNode): Expression {
  return new ExpressionBuilder(query).build(childrenOf(top)[0]!);
}

class ExpressionBuilder {
  readonly #query: string;

  constructor(query: string) {
    this.#query = query;
  }

  build(node: SyntaxNode): Expression {
    return this.#chain(new Terms(operatorTerms(this.#query, node)), 0);
  }

  /** Operators that bind at least as strongly as `minimum`. */
  #chain(terms: Terms, minimum: number): Expression {
    let left = this.#signed(terms);
    for (;;) {
      const term = terms.peek();
      if (term?.kind !== "binary") return left;
      const operator = operatorNamed(term.text);
      if (operator === null) throw this.#refusal(term.node, `operator ${term.text}`);
      const binding: Binding = bindingOf(operator);
      if (binding.strength < minimum) return left;
      terms.next();
      const { returnsBool, matching } = buildMatching(this.#query, operator, term.modifiers);
      const strength = binding.isRightAssociative ? binding.strength : binding.strength + 1;
      const right = this.#chain(terms, strength);
      left = { kind: "binary", operator, returnsBool, matching, left, right };
    }
  }

  /** A sign binds like a multiplication: weaker than a power. */
  #signed(terms: Terms): Expression {
    const term = terms.next();
    if (term.kind !== "sign") return this.#withSuffixes(term, terms);
    const of = this.#chain(terms, bindingOf("*").strength + 1);
    if (term.text === "+") return of;
    return of.kind === "number" ? { kind: "number", value: -of.value } : { kind: "negation", of };
  }

  #withSuffixes(term: Term, terms: Terms): Expression {
    let expression = this.#operand(term);
    const isSelector = term.node.name === "VectorSelector";
    let suffixed = { expression, hasOffset: false };
    while (terms.peek()?.kind === "suffix") {
      suffixed = addSuffix(this.#query, suffixed, isSelector, terms.next().node);
      expression = suffixed.expression;
    }
    return expression;
  }

  #operand({ node, text }: Term): Expression {
    switch (node.name) {
      case "NumberDurationLiteral":
        return { kind: "number", value: parseNumber(text) ?? this.#fail(node, `invalid number ${text}`) };
      case "StringLiteral": {
        const parsed = parseString(text);
        return "text" in parsed ? { kind: "string", value: parsed.text } : this.#fail(node, parsed.fault);
      }
      case "ParenExpr":
        return this.build(childrenOf(node)[0]!);
      case "VectorSelector":
        return buildSelector(this.#query, node);
      case "FunctionCall":
        return this.#call(node);
      case "AggregateExpr":
        return this.#aggregation(node);
      default:
        throw this.#refusal(node, node.name);
    }
  }

  #call(node: SyntaxNode): Expression {
    const [identifier, body] = childrenOf(node);
    const name = this.#textOf(identifier!);
    if (!isFunctionName(name)) throw this.#refusal(identifier!, `function ${name}()`);
    return { kind: "call", name, args: childrenOf(body!).map((argument) => this.build(argument)) };
  }

  #aggregation(node: SyntaxNode): Aggregation {
    const children = childrenOf(node);
    const named = this.#textOf(children[0]!).toLowerCase();
    const operator = AGGREGATION_OPERATORS.find((name) => name === named);
    if (operator === undefined) throw this.#refusal(node, `aggregation ${named}()`);
    const modifier = children.find(({ name }) => name === "AggregateModifier");
    const args = childrenOf(children.find(({ name }) => name === "FunctionCallBody")!);
    const takesParameter = operator === "topk" || operator === "bottomk" || operator === "quantile";
    const expected = takesParameter ? 2 : 1;
    if (args.length !== expected) {
      this.#fail(node, `${operator}() takes ${counted(expected, "argument")}, not ${args.length}`);
    }
    return {
      kind: "aggregation",
      operator,
      grouping: modifier === undefined ? NO_GROUPING : buildGrouping(this.#query, modifier),
      parameter: takesParameter ? this.build(args[0]!) : null,
      of: this.build(args.at(-1)!),
    };
  }

  #textOf(node: SyntaxNode): string {
    return this.#query.slice(node.from, node.to);
  }

  #mistake(node: SyntaxNode, message: string): PromqlError {
    return new PromqlError("syntax", `${positionOf(this.#query, node.from)}: ${message}`);
  }

  #refusal(node: SyntaxNode, feature: string): PromqlError {
    return new PromqlError("unsupported", `${positionOf(this.#query, node.from)}: ${feature} is not supported`);
  }

  #fail(node: SyntaxNode, message: string): never {
    throw this.#mistake(node, message);
  }
}

/** Terms read one after the other. */
class Terms {
  readonly #terms: readonly Term[];
  #position = 0;

  constructor(terms: readonly Term[]) {
    this.#terms = terms;
  }

  peek(): Term | undefined {
    return this.#terms[this.#position];
  }

  next(): Term {
    return this.#terms[this.#position++]!;
  }
}
