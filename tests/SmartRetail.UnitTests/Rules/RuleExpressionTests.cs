using System.Collections.Immutable;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.UnitTests.Rules;

public sealed class RuleExpressionTests
{
    private static readonly Product Teapot = new()
    {
        Id = new("t-1"),
        Title = "Brown teapot",
        Category = "Kitchen",
        Brand = "Betty",
        Price = 12.50m,
        Stock = 3,
        FirstSoldAt = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero),
        Attributes = ImmutableSortedDictionary<string, string>.Empty
            .Add("age_limit", "18").Add("color", "brown").Add("fragile", "true").Add("Made in", "Stoke"),
    };

    [Theory]
    [InlineData("id == 't-1'", true)]
    [InlineData("title == 'brown teapot'", false)]
    [InlineData("category != 'Kitchen'", false)]
    [InlineData("category != 'Toys'", true)]
    [InlineData("brand in ('Alfred', 'Betty')", true)]
    [InlineData("brand in ('Alfred')", false)]
    [InlineData("price == 12.5", true)]
    [InlineData("price < 12.5", false)]
    [InlineData("price <= 12.5", true)]
    [InlineData("price > -1", true)]
    [InlineData("price in (1, 12.50)", true)]
    [InlineData("stock >= 4", false)]
    [InlineData("available", true)]
    [InlineData("available == false", false)]
    [InlineData("available != false", true)]
    [InlineData("firstSoldAt >= '2026-01-31'", true)]
    [InlineData("firstSoldAt > '2026-01-31T10:30:00+01:00'", false)]
    [InlineData("attributes.age_limit >= 18", true)]
    [InlineData("attributes.age_limit == '18'", true)]
    [InlineData("attributes.age_limit > 18.5", false)]
    [InlineData("attributes.fragile", true)]
    [InlineData("attributes.'Made in' == 'Stoke'", true)]
    [InlineData("context.region == 'DE'", true)]
    [InlineData("context.slot in ('home', 'basket')", true)]
    public void Reads_what_a_product_and_a_request_have(string text, bool matches) =>
        Assert.Equal(matches, Matches(text));

    [Theory]
    [InlineData("attributes.size == 'L'")]
    [InlineData("attributes.size != 'L'")]
    [InlineData("attributes.size < 3")]
    [InlineData("attributes.color < 3")]
    [InlineData("attributes.color != 3")]
    [InlineData("attributes.size")]
    [InlineData("context.season != 'winter'")]
    public void A_comparison_of_what_is_missing_or_of_another_type_is_false(string text)
    {
        Assert.False(Matches(text));
        Assert.True(Matches($"not {text}"));
    }

    [Theory]
    [InlineData("id == 'x' or id == 't-1' and price < 20", true)]
    [InlineData("(id == 't-1' or id == 'x') and price > 20", false)]
    [InlineData("not id == 'x' and price < 20", true)]
    [InlineData("not (id == 't-1' and price > 20)", true)]
    [InlineData("category == 'Kitchen' and brand in ('A','Betty') and price < 20 and not (stock < 3)", true)]
    public void And_binds_more_strongly_than_or_and_not_more_than_both(string text, bool matches) =>
        Assert.Equal(matches, Matches(text));

    [Theory]
    [InlineData("", 1, "is empty")]
    [InlineData("  ", 1, "is empty")]
    [InlineData("price # 3", 7, "'#' is not expected in an expression")]
    [InlineData("brand == 'A", 10, "the text has no closing quote")]
    [InlineData("price = 3", 7, "'=' is no operator; write ==")]
    [InlineData("!available", 1, "'!' is no operator; write not, or !=")]
    [InlineData("price < 3x", 9, "is not a number; write it like 12 or -0.5")]
    [InlineData("price < 3.", 9, "is not a number; write it like 12 or -0.5")]
    [InlineData("price < -", 9, "is not a number; write it like 12 or -0.5")]
    [InlineData("price < 99999999999999999999999999999999", 9, "has more than 28 digits")]
    [InlineData("color == 'red'", 1,
        "'color' is no field; there are id, title, category, brand, price, stock, available, firstSoldAt, "
        + "attributes.NAME and context.NAME")]
    [InlineData("attributes == 3", 12, "attributes needs a name: attributes.NAME, not '=='")]
    [InlineData("context. == 3", 10, "context needs a name: context.NAME, not '=='")]
    [InlineData("price", 6, "expected ==, !=, <, <=, >, >= or in after price, not the end")]
    [InlineData("brand 'A'", 7, "expected ==, !=, <, <=, >, >= or in after brand, not 'A'")]
    [InlineData("price <", 8, "expected a text in quotes, a number, true or false, not the end")]
    [InlineData("price < stock", 9, "expected a text in quotes, a number, true or false, not 'stock'")]
    [InlineData("price < 'A'", 9, "price is a number and cannot be compared with 'A'")]
    [InlineData("brand == 3", 10, "brand is a text and cannot be compared with '3'")]
    [InlineData("available == 'A'", 14, "available is true or false and cannot be compared with 'A'")]
    [InlineData("firstSoldAt > 3", 15, "firstSoldAt is a time and cannot be compared with '3'")]
    [InlineData("firstSoldAt > 'May'", 15, "is not a time; write it like '2026-01-31' or '2026-01-31T09:30:00Z'")]
    [InlineData("brand < 'A'", 7, "'<' compares numbers and times; a text is compared by == or !=")]
    [InlineData("available >= true", 11, "'>=' compares numbers and times; true or false is compared by == or !=")]
    [InlineData("brand in 'A'", 10, "expected '(' after in, not 'A'")]
    [InlineData("brand in ()", 11, "expected a text in quotes, a number, true or false, not ')'")]
    [InlineData("brand in ('A' 'B')", 15, "expected ',' or ')', not 'B'")]
    [InlineData("brand in ('A', 3)", 16, "brand is a text and cannot be compared with '3'")]
    [InlineData("attributes.a in ('A', 3)", 23, "the values behind one in must all be texts or all be numbers")]
    [InlineData("available in (true)", 1, "available in (…) is possible for texts and numbers")]
    [InlineData("(price < 3", 11, "expected and, or, or ')', not the end")]
    [InlineData("price < 3)", 10, "expected and, or, or the end, not ')'")]
    [InlineData("price < 3 stock < 3", 11, "expected and, or, or the end, not 'stock'")]
    [InlineData("price < 3 and", 14, "expected a field, not the end")]
    [InlineData("3 < price", 1, "expected a field, not '3'")]
    public void Says_where_and_why_a_text_is_no_expression(string text, int position, string reason)
    {
        var error = Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse(text));

        Assert.Equal((position, reason), (error.Position, error.Reason));
    }

    [Fact]
    public void Is_bounded_in_length()
    {
        var longest = "id == '".PadRight(RuleExpression.MaxLength - 1, 'x') + "'";

        var error = Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse(longest + " "));

        Assert.False(RuleExpression.Parse(longest).Matches(new(Teapot, RuleContext.None)));
        Assert.Equal((1_001, "has 1001 characters; at most 1000 are allowed"), (error.Position, error.Reason));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    public void Is_bounded_in_depth(string opening, string closing)
    {
        var deepest = Nest(RuleExpression.MaxDepth);

        var error = Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse(Nest(RuleExpression.MaxDepth + 1)));

        Assert.True(RuleExpression.Parse(deepest).ReadsProduct);
        Assert.Equal((opening.Length * RuleExpression.MaxDepth) + 1, error.Position);
        Assert.Equal("is nested more than 16 deep", error.Reason);

        string Nest(int depth) => string.Concat(
            string.Concat(Enumerable.Repeat(opening, depth)), "available", string.Concat(Enumerable.Repeat(closing, depth)));
    }

    [Fact]
    public void Is_bounded_in_the_values_of_one_in()
    {
        var values = string.Join(",", Enumerable.Repeat("1", RuleExpression.MaxListed));

        var error = Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse($"price in ({values},1)"));

        Assert.False(RuleExpression.Parse($"price in ({values})").Matches(new(Teapot, RuleContext.None)));
        Assert.Equal((211, "has more than 100 values behind one in"), (error.Position, error.Reason));
    }

    [Theory]
    [InlineData("price < 3", true, false)]
    [InlineData("context.region == 'DE'", false, true)]
    [InlineData("not (context.region == 'DE' and price < 3)", true, true)]
    public void Tells_whether_it_reads_product_and_context(string text, bool product, bool context)
    {
        var expression = RuleExpression.Parse(text);

        Assert.Equal((product, context), (expression.ReadsProduct, expression.ReadsContext));
    }

    [Fact]
    public void What_is_printed_is_parsed_to_an_equal_expression()
    {
        var random = new RandomExpressions(seed: 7);

        Assert.All(Enumerable.Range(0, 5_000), _ =>
        {
            var expression = random.Next();

            Assert.Equal(expression, RuleExpression.Parse(expression.ToString()));
        });
    }

    [Fact]
    public void Prints_no_more_parentheses_than_are_needed() => Assert.Equal(
        "(id == 'it''s' or price < 3) and not (available == true and stock > 1.5) and not brand == 'A'",
        RuleExpression.Parse(
            "((id == 'it''s') or (price<3)) and (not (available and (stock>1.5))) and not brand == 'A'").ToString());

    private static bool Matches(string text) => RuleExpression.Parse(text).Matches(new(
        Teapot, new("home", ImmutableSortedDictionary<string, string>.Empty.Add("region", "DE"))));
}
