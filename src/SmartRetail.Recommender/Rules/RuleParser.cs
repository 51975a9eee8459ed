using System.Collections.Immutable;
using System.Globalization;

namespace SmartRetail.Recommender.Rules;

/// <summary>Reads an expression by descent: <c>or</c> of <c>and</c> of <c>not</c> of comparisons.</summary>
internal ref struct RuleParser
{
    private const string Values = "expected a text in quotes, a number, true or false";

    private RuleScanner _scanner;
    private RuleToken _next;
    private int _depth;

    private RuleParser(string text)
    {
        _scanner = new(text);
        _next = _scanner.Next();
    }

    public static RuleExpression Parse(string text)
    {
        if (text.Length > RuleExpression.MaxLength)
        {
            throw new RuleSyntaxException(
                RuleExpression.MaxLength + 1,
                $"has {text.Length} characters; at most {RuleExpression.MaxLength} are allowed");
        }

        var parser = new RuleParser(text);
        if (parser._next.Kind == RuleTokenKind.End)
        {
            throw new RuleSyntaxException(1, "is empty");
        }

        var expression = parser.ReadOr();
        return parser._next.Kind == RuleTokenKind.End
            ? expression
            : throw parser.Unexpected("expected and, or, or the end");
    }

    private RuleExpression ReadOr()
    {
        var left = ReadAnd();
        while (_next.Is("or"))
        {
            Take();
            left = new OrExpression(left, ReadAnd());
        }

        return left;
    }

    private RuleExpression ReadAnd()
    {
        var left = ReadNot();
        while (_next.Is("and"))
        {
            Take();
            left = new AndExpression(left, ReadNot());
        }

        return left;
    }

    private RuleExpression ReadNot()
    {
        if (_next.Is("not"))
        {
            Deepen();
            Take();
            var operand = ReadNot();
            _depth--;
            return new NotExpression(operand);
        }

        if (_next.Kind != RuleTokenKind.Open)
        {
            return ReadComparison();
        }

        Deepen();
        Take();
        var inner = ReadOr();
        Expect(RuleTokenKind.Close, "expected and, or, or ')'");
        _depth--;
        return inner;
    }

    private void Deepen()
    {
        if (++_depth > RuleExpression.MaxDepth)
        {
            throw new RuleSyntaxException(_next.Position, $"is nested more than {RuleExpression.MaxDepth} deep");
        }
    }

    private RuleExpression ReadComparison()
    {
        var position = _next.Position;
        var field = ReadField();
        if (_next.Is("in"))
        {
            Take();
            return ReadMembership(field, position);
        }

        if (_next.Kind != RuleTokenKind.Operator)
        {
            // A flag by itself asks whether it is true.
            return field.Kind is RuleFieldKind.Flag or RuleFieldKind.Attribute
                && (_next.Kind is RuleTokenKind.End or RuleTokenKind.Close || _next.Is("and") || _next.Is("or"))
                ? new FlagComparison(field, true)
                : throw Unexpected($"expected ==, !=, <, <=, >, >= or in after {field.Name}");
        }

        var comparison = Take();
        return Compare(field, comparison, Take());
    }

    private RuleField ReadField()
    {
        if (_next.Kind != RuleTokenKind.Word)
        {
            throw Unexpected("expected a field");
        }

        var word = Take();
        if (word.Text is RuleField.AttributePrefix or RuleField.ContextPrefix)
        {
            Expect(RuleTokenKind.Dot, $"{word.Text} needs a name: {word.Text}.NAME");
            if (_next.Kind is not (RuleTokenKind.Word or RuleTokenKind.Text))
            {
                throw Unexpected($"{word.Text} needs a name: {word.Text}.NAME");
            }

            var name = Take().Text;
            return word.Text == RuleField.ContextPrefix ? RuleField.Context(name) : RuleField.Attribute(name);
        }

        return RuleField.Known.FirstOrDefault(field => field.Name == word.Text)
            ?? throw new RuleSyntaxException(
                word.Position,
                $"'{word.Text}' is no field; there are {string.Join(", ", RuleField.Known.Select(field => field.Name))}, "
                + "attributes.NAME and context.NAME");
    }

    private static RuleExpression Compare(RuleField field, RuleToken comparison, RuleToken value)
    {
        var kind = KindOf(value);
        var asked = field.Kind switch
        {
            RuleFieldKind.Attribute => kind,
            RuleFieldKind.Time when kind == RuleFieldKind.Text => RuleFieldKind.Time,
            var own => own,
        };
        if (asked != kind && asked != RuleFieldKind.Time)
        {
            throw Mismatch(field, value);
        }

        var relation = OperatorOf(comparison);
        var isOrdered = relation is not (RuleOperator.Equal or RuleOperator.NotEqual);
        return asked switch
        {
            RuleFieldKind.Number => new NumberComparison(field, relation, NumberOf(value)),
            RuleFieldKind.Time when kind == RuleFieldKind.Text => new TimeComparison(field, relation, TimeOf(value)),
            RuleFieldKind.Time => throw Mismatch(field, value),
            _ when isOrdered => throw new RuleSyntaxException(
                comparison.Position, $"'{comparison.Text}' compares numbers and times; {Noun(asked)} is compared by == or !="),
            RuleFieldKind.Flag => new FlagComparison(field, (value.Text == "true") == (relation == RuleOperator.Equal)),
            _ => new TextComparison(field, relation == RuleOperator.Equal, value.Text),
        };
    }

    private RuleExpression ReadMembership(RuleField field, int position)
    {
        Expect(RuleTokenKind.Open, "expected '(' after in");
        var values = new List<RuleToken>();
        do
        {
            if (values.Count > 0)
            {
                Take();
            }

            if (values.Count == RuleExpression.MaxListed)
            {
                throw new RuleSyntaxException(
                    _next.Position, $"has more than {RuleExpression.MaxListed} values behind one in");
            }

            values.Add(Take());
            var kind = KindOf(values[^1]);
            if (kind == RuleFieldKind.Flag || field.Kind is RuleFieldKind.Flag or RuleFieldKind.Time)
            {
                throw new RuleSyntaxException(position, $"{field.Name} in (…) is possible for texts and numbers");
            }

            if (kind != (field.Kind == RuleFieldKind.Attribute ? KindOf(values[0]) : field.Kind))
            {
                throw Mismatch(field, values[^1]);
            }
        }
        while (_next.Kind == RuleTokenKind.Comma);
        Expect(RuleTokenKind.Close, "expected ',' or ')'");
        return KindOf(values[0]) == RuleFieldKind.Number
            ? new NumberMembership(field, [.. values.Select(NumberOf)])
            : new TextMembership(
                field, ImmutableSortedSet.CreateRange(StringComparer.Ordinal, values.Select(value => value.Text)));
    }

    private static RuleFieldKind KindOf(RuleToken value) => value.Kind switch
    {
        RuleTokenKind.Text => RuleFieldKind.Text,
        RuleTokenKind.Number => RuleFieldKind.Number,
        _ when value.Is("true") || value.Is("false") => RuleFieldKind.Flag,
        _ => throw Unexpected(Values, value),
    };

    private static RuleOperator OperatorOf(RuleToken comparison) => comparison.Text switch
    {
        "==" => RuleOperator.Equal,
        "!=" => RuleOperator.NotEqual,
        "<" => RuleOperator.Less,
        "<=" => RuleOperator.LessOrEqual,
        ">" => RuleOperator.Greater,
        _ => RuleOperator.GreaterOrEqual,
    };

    private static decimal NumberOf(RuleToken value) =>
        decimal.TryParse(
            value.Text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : throw new RuleSyntaxException(value.Position, "has more than 28 digits");

    private static DateTimeOffset TimeOf(RuleToken value) =>
        DateTimeOffset.TryParseExact(
            value.Text,
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : throw new RuleSyntaxException(
                value.Position, "is not a time; write it like '2026-01-31' or '2026-01-31T09:30:00Z'");

    private static string Noun(RuleFieldKind kind) => kind switch
    {
        RuleFieldKind.Text => "a text",
        RuleFieldKind.Number => "a number",
        RuleFieldKind.Flag => "true or false",
        _ => "a time",
    };

    private static RuleSyntaxException Mismatch(RuleField field, RuleToken value) => new(
        value.Position,
        field.Kind == RuleFieldKind.Attribute
            ? "the values behind one in must all be texts or all be numbers"
            : $"{field.Name} is {Noun(field.Kind)} and cannot be compared with {value.Name}");

    private RuleToken Take()
    {
        var taken = _next;
        if (taken.Kind != RuleTokenKind.End)
        {
            _next = _scanner.Next();
        }

        return taken;
    }

    private void Expect(RuleTokenKind kind, string expectation)
    {
        if (_next.Kind != kind)
        {
            throw Unexpected(expectation);
        }

        Take();
    }

    private readonly RuleSyntaxException Unexpected(string expectation) => Unexpected(expectation, _next);

    private static RuleSyntaxException Unexpected(string expectation, RuleToken found) =>
        new(found.Position, $"{expectation}, not {found.Name}");
}
