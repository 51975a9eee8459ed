using System.ComponentModel;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using SmartRetail.Client.Customers;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Client.Privacy;

/// <summary>Writes a customer's export part by part, so that one of any length takes little memory.</summary>
internal static class ExportWriter
{
    public static async Task<IResult> Export(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await grains.Audit().NoteCustomer("customer.export", new(store), new(customer), cancellationToken);
        var grain = grains.Customer(new(store), new(customer));
        var profile = await grain.GetProfile(cancellationToken);
        var consent = await grain.GetConsent(cancellationToken);

        // What fails up to here is answered as any error; what fails later ends the connection.
        var first = await grain.Export(null, cancellationToken);
        return Results.Stream(
            async body =>
            {
                // Over a pipe: the serializer would flush a stream, and block.
                var pipe = PipeWriter.Create(body);
                await using var json = new Utf8JsonWriter(pipe);
                json.WriteStartObject();
                Write(json, "store", store);
                Write(json, "customer", customer);
                Write(json, "exportedAt", clock.GetUtcNow());
                Write(json, "consent", ConsentAnswer.From(customer, consent));
                Write(json, "profile", ProfileAnswer.From(profile));
                json.WriteStartArray("interactions");
                var part = await WriteInteractions(json, pipe, grain, first, cancellationToken);
                json.WriteEndArray();
                json.WriteStartArray("lists");
                await WriteLists(json, pipe, grain, part, cancellationToken);
                json.WriteEndArray();
                json.WriteEndObject();
                await json.FlushAsync(cancellationToken);
                await pipe.CompleteAsync();
            },
            "application/json",
            "customer.json");
    }

    /// <summary>Returns the first part behind the interactions.</summary>
    private static async Task<ExportPart?> WriteInteractions(
        Utf8JsonWriter json, PipeWriter pipe, ICustomerGrain grain, ExportPart first, CancellationToken cancellationToken)
    {
        for (var part = first; ; part = await grain.Export(part.Next, cancellationToken))
        {
            foreach (var interaction in part.Interactions)
            {
                JsonSerializer.Serialize(json, ExportedInteractionAnswer.From(interaction), ApiJson.Writing);
            }

            await json.FlushAsync(cancellationToken);
            await pipe.FlushAsync(cancellationToken);
            if (part.Next is not { Customer: < 0 })
            {
                return part.Next is null ? null : await grain.Export(part.Next, cancellationToken);
            }
        }
    }

    private static async Task WriteLists(
        Utf8JsonWriter json, PipeWriter pipe, ICustomerGrain grain, ExportPart? first, CancellationToken cancellationToken)
    {
        for (var part = first; part is not null;
            part = part.Next is null ? null : await grain.Export(part.Next, cancellationToken))
        {
            foreach (var list in part.Lists)
            {
                JsonSerializer.Serialize(json, ExportedListAnswer.From(list), ApiJson.Writing);
            }

            await json.FlushAsync(cancellationToken);
            await pipe.FlushAsync(cancellationToken);
        }
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, ApiJson.Writing);
    }
}
