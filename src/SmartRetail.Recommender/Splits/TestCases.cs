using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>
/// Cases that somebody else held out, so that results compare with published ones: a line is <c>item item … target</c>,
/// separated by blanks, what comes before the target being the history. A name that ends in .gz is unpacked on the way.
/// </summary>
/// <param name="Vocabulary">
/// The vocabulary that training has, and behind it the items that only cases name. Those are ranked too, for leaving out
/// the cases that no model can answer would flatter all of them.
/// </param>
/// <param name="Cases">In the order of the file.</param>
/// <param name="NewItems">How many items only cases name; reports should say so where it is not 0.</param>
public sealed record TestCases(ItemVocabulary Vocabulary, IReadOnlyList<HeldOutCase> Cases, int NewItems)
{
    /// <param name="known">The vocabulary of the training data.</param>
    /// <exception cref="InvalidDataException">A line names a target and no history, or the file is empty.</exception>
    public static async Task<TestCases> ReadAsync(
        string path, ItemVocabulary known, CancellationToken cancellationToken = default)
    {
        using var reader = WordLines.Open(path);
        return await ReadAsync(reader, known, cancellationToken);
    }

    /// <inheritdoc cref="ReadAsync(string, ItemVocabulary, CancellationToken)"/>
    public static async Task<TestCases> ReadAsync(
        TextReader reader, ItemVocabulary known, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(known);
        var numbering = new ItemNumbering(known);
        var cases = new List<HeldOutCase>();
        await foreach (var (number, words) in WordLines.ReadAsync(reader, cancellationToken))
        {
            if (words.Length == 1)
            {
                throw new InvalidDataException($"line {number} names target '{words[0]}' and no history");
            }

            var items = Array.ConvertAll(words, numbering.NumberOf);
            cases.Add(new(InteractionSequence.Of(items).Slice(0, items.Length - 1), items.AsMemory(items.Length - 1)));
        }

        return cases.Count > 0
            ? new(numbering.ToVocabulary(), cases, numbering.Count - known.Count)
            : throw new InvalidDataException("the file holds no case");
    }
}
