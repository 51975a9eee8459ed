using System.Collections.Immutable;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Problems;

/// <summary>A request that cannot be read. Carries the answer, so that readers may be called from anywhere.</summary>
internal sealed class InvalidRequestException(Problem problem) : Exception(problem.Detail)
{
    public InvalidRequestException(ImmutableArray<FieldError> errors)
        : this(ProblemTable.Invalid(errors))
    {
    }

    public Problem Problem { get; } = problem;
}
