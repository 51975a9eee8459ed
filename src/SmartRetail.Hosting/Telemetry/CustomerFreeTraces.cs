using System.Diagnostics;
using OpenTelemetry;
using SmartRetail.Hosting.Logging;

namespace SmartRetail.Hosting.Telemetry;

/// <summary>Takes customers out of traces: requests have them in their paths, calls in the keys of grains.</summary>
internal sealed class CustomerFreeTraces : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        foreach (var (name, value) in data.TagObjects.ToArray())
        {
            if (value is string text && CustomerText.Hide(text) is var hidden && !string.Equals(hidden, text, StringComparison.Ordinal))
            {
                data.SetTag(name, hidden);
            }
        }

        data.DisplayName = CustomerText.Hide(data.DisplayName);
    }
}
