using Microsoft.AspNetCore.Builder;

namespace SmartRetail.Client.Documents;

/// <summary>A body that the API document shows for a request.</summary>
internal sealed record ExampleMetadata(string Json);

/// <summary>A body that the API document shows for the answer.</summary>
internal sealed record AnswerMetadata(string Json);

/// <summary>Kinds of problems beyond those that every endpoint may answer with.</summary>
internal sealed record ProblemMetadata(params string[] Kinds);

/// <summary>What an endpoint tells the API document beyond what the framework reads from it.</summary>
internal static class DocumentConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder WithExample(string json) => endpoint.WithMetadata(new ExampleMetadata(json));

        public TBuilder WithAnswer(string json) => endpoint.WithMetadata(new AnswerMetadata(json));

        /// <param name="kinds">Names of <see cref="Problems.ProblemKind.All"/>.</param>
        public TBuilder WithProblem(params string[] kinds) => endpoint.WithMetadata(new ProblemMetadata(kinds));
    }
}
