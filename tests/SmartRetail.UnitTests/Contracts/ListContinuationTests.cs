using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Contracts;

public sealed class ListContinuationTests
{
    [Fact]
    public void Knows_what_every_page_has_shown_after_a_way_as_text()
    {
        var first = ListContinuation.After(null, Page(1, 3), 3);
        var second = ListContinuation.After(Travel(first), Page(4, 2), 2);

        var read = Travel(second);

        Assert.Equal(5, read!.Count);
        Assert.Equal([true, true, true, true, true, false], Page(1, 6).Select(read.Contains));
    }

    [Fact]
    public void A_page_that_is_not_full_is_the_last_one() => Assert.Null(ListContinuation.After(null, Page(1, 2), 3));

    [Fact]
    public void The_pages_of_a_list_end_at_their_bound()
    {
        var most = ListContinuation.After(null, Page(1, ListContinuation.MaxShown), ListContinuation.MaxShown);

        Assert.Equal(ListContinuation.MaxShown, Travel(most)!.Count);
        Assert.Null(ListContinuation.After(most, Page(501, 1), 1));
    }

    [Fact]
    public void Ids_that_differ_in_the_higher_byte_of_a_letter_differ()
    {
        var shown = ListContinuation.After(null, [new("\u0141")], 1)!;

        Assert.False(shown.Contains(new("A")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AQ")]
    [InlineData("AgAAAAA")]
    [InlineData("AQAAAA")]
    [InlineData("%%%")]
    public void Refuses_what_no_answer_had(string? text) => Assert.False(ListContinuation.TryParse(text, out _));

    [Fact]
    public void Refuses_more_than_its_bound()
    {
        var text = "AQ" + new string('A', 4 * ListContinuation.MaxShown * 2);

        Assert.False(ListContinuation.TryParse(text, out _));
    }

    private static ProductId[] Page(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new ProductId($"p{number}"))];

    private static ListContinuation? Travel(ListContinuation? continuation) =>
        ListContinuation.TryParse(continuation?.ToText(), out var read) ? read : null;
}
