namespace SmartRetail.Training.Fitting;

/// <summary>The fit cannot go on; the message is a sentence for the operator.</summary>
public sealed class FitFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static FitFailedException NothingToLearn() =>
        new("no customer has two interactions that count, so there is nothing to learn from");
}
