using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Sync;

/// <summary>A handler does not block, and gives the same decision when it runs again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerPurityAnalyzer() : HandlerAnalyzer(
    Descriptors.TRIB1204_HandlerShouldNotBlock,
    Descriptors.TRIB1205_HandlerShouldBeRepeatable)
{
    private const string UseMetadata = "Use 'metadata.ReceivedAt' or 'metadata.Source.Timestamp'";
    private const string UseSource = "Derive the value from the update, for example from 'metadata.MessageId'";

    /// <inheritdoc />
    private protected override void Analyze(IOperation operation, Handler handler, KnownTypes types, Action<Diagnostic> report)
    {
        ISymbol? member = operation switch
        {
            IPropertyReferenceOperation reference => reference.Property,
            IInvocationOperation call => call.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (member?.ContainingType is not { } type)
            return;

        if (Blocks(member, type))
            report(Diagnostic.Create(Descriptors.TRIB1204_HandlerShouldNotBlock, operation.Syntax.GetLocation(), NameOf(member, type)));
        else if (Remedy(member, type) is { } remedy)
            report(Diagnostic.Create(Descriptors.TRIB1205_HandlerShouldBeRepeatable, operation.Syntax.GetLocation(), NameOf(member, type), remedy));
    }

    private static bool Blocks(ISymbol member, INamedTypeSymbol type) => member.Name switch
    {
        "Result" => IsTask(type),
        "Wait" or "WaitAll" or "WaitAny" => IsTask(type),
        "GetResult" => type.ContainingNamespace is { Name: "CompilerServices" } && (type.Name.EndsWith("Awaiter", StringComparison.Ordinal)),
        "Sleep" => type.HasMetadataName("System.Threading.Thread"),
        _ => false,
    };

    private static bool IsTask(INamedTypeSymbol type) => type.HasMetadataName("System.Threading.Tasks.Task")
        || type.HasMetadataName("System.Threading.Tasks.Task`1")
        || type.HasMetadataName("System.Threading.Tasks.ValueTask`1");

    private static string? Remedy(ISymbol member, INamedTypeSymbol type) => member.Name switch
    {
        "Now" or "UtcNow" or "Today" => type.SpecialType == SpecialType.System_DateTime || type.HasMetadataName("System.DateTimeOffset") ? UseMetadata : null,
        "GetUtcNow" or "GetLocalNow" or "GetTimestamp" => type.HasMetadataName("System.TimeProvider") || type.HasMetadataName("System.Diagnostics.Stopwatch") ? UseMetadata : null,
        "StartNew" => type.HasMetadataName("System.Diagnostics.Stopwatch") ? UseMetadata : null,
        "TickCount" or "TickCount64" => type.HasMetadataName("System.Environment") ? UseMetadata : null,
        "NewGuid" or "CreateVersion7" => type.HasMetadataName("System.Guid") ? UseSource : null,
        "Shared" => type.HasMetadataName("System.Random") ? UseSource : null,
        ".ctor" => type.HasMetadataName("System.Random") && member is IMethodSymbol { Parameters.IsEmpty: true } ? UseSource : null,
        "GetRandomFileName" or "GetTempFileName" => type.HasMetadataName("System.IO.Path") ? UseSource : null,
        _ => member.IsStatic && type.HasMetadataName("System.Security.Cryptography.RandomNumberGenerator") ? UseSource : null,
    };

    private static string NameOf(ISymbol member, INamedTypeSymbol type) => member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? "new " + type.Name + "()"
        : type.Name + "." + member.Name + (member is IMethodSymbol ? "()" : "");
}
