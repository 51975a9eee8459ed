using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Client.Models;

/// <summary>A model that was staged from another cluster's export.</summary>
internal sealed record ModelImportBody
{
    [Description("The run that 'model import' named.")]
    [Required]
    public string? Run { get; init; }
}

/// <summary>The version that an imported model has here.</summary>
internal sealed record ModelImportedAnswer(int Version);

/// <summary>How many models have a new seal.</summary>
internal sealed record ModelsRewrappedAnswer(int Models);
