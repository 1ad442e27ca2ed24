using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Input;

/// <summary>The places where input must not arrive unchecked.</summary>
internal sealed class Sinks
{
    private static readonly HashSet<string> PathParameters = new(StringComparer.Ordinal) { "path", "sourceFileName", "destFileName", "fileName", "physicalPath", "sourceDirName", "destDirName" };

    private static readonly HashSet<string> RawSql = new(StringComparer.Ordinal) { "FromSqlRaw", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "SqlQueryRaw" };

    private static readonly HashSet<string> Shells = new(StringComparer.OrdinalIgnoreCase)
    {
        "sh", "bash", "/bin/sh", "/bin/bash", "/usr/bin/bash", "zsh", "cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh",
    };

    private readonly INamedTypeSymbol? _process;
    private readonly INamedTypeSymbol? _startInfo;
    private readonly HashSet<INamedTypeSymbol> _files;
    private readonly HashSet<INamedTypeSymbol> _fileObjects;
    private readonly HashSet<INamedTypeSymbol> _results;
    private readonly INamedTypeSymbol? _dapper;
    private readonly INamedTypeSymbol? _command;
    private readonly INamedTypeSymbol? _jsonConvert;
    private readonly INamedTypeSymbol? _type;
    private readonly INamedTypeSymbol? _properties;
    private readonly INamedTypeSymbol? _message;
    private readonly INamedTypeSymbol? _response;
    private readonly INamedTypeSymbol? _controller;
    private readonly INamedTypeSymbol? _page;

    public Sinks(KnownTypes types)
    {
        _process = types.Find("System.Diagnostics.Process");
        _startInfo = types.Find("System.Diagnostics.ProcessStartInfo");
        _files = types.FindAll("System.IO.File", "System.IO.Directory");
        _fileObjects = types.FindAll("System.IO.FileStream", "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.FileInfo", "System.IO.DirectoryInfo");
        _results = types.FindAll("Microsoft.AspNetCore.Http.Results", "Microsoft.AspNetCore.Http.TypedResults");
        _dapper = types.Find("Dapper.SqlMapper");
        _command = types.Find("System.Data.Common.DbCommand");
        _jsonConvert = types.Find("Newtonsoft.Json.JsonConvert");
        _type = types.Find("System.Type");
        _properties = types.Find("Microsoft.AspNetCore.Authentication.AuthenticationProperties");
        _message = types.Find("Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectMessage");
        _response = types.Find("Microsoft.AspNetCore.Http.HttpResponse");
        _controller = types.Find("Microsoft.AspNetCore.Mvc.ControllerBase");
        _page = types.Find("Microsoft.AspNetCore.Mvc.RazorPages.PageModel");
    }

    /// <summary>The sinks among a call's arguments.</summary>
    public IEnumerable<(IOperation Value, DiagnosticDescriptor Rule, string What)> Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (type is null)
        {
            return [];
        }

        if (Same(type, _process) && method.Name == "Start")
        {
            return Some(call.Arguments, InputRules.InputToProcess, p => p is "fileName" ? "the program" : p is "arguments" ? "the command line" : null);
        }

        // Whether a file is there is asked before it is read, and that is reported.
        if (_files.Contains(type) && method.Name != "Exists")
        {
            return Some(call.Arguments, InputRules.InputToPath, p => PathParameters.Contains(p) ? "a path" : null);
        }

        if (RawSql.Contains(method.Name) && type.ContainingNamespace?.ToDisplayString() == "Microsoft.EntityFrameworkCore")
        {
            return Some(call.Arguments, InputRules.InputToSql, p => p == "sql" ? "SQL" : null);
        }

        if (Same(type, _dapper))
        {
            return Some(call.Arguments, InputRules.InputToSql, p => p == "sql" ? "SQL" : null);
        }

        if (Same(type, _jsonConvert) && method.Name.StartsWith("Deserialize", StringComparison.Ordinal) && call.Argument("settings") is { } settings && NamesTypes(settings))
        {
            return Some(call.Arguments, InputRules.InputToDeserializer, p => p == "value" ? "JsonConvert with TypeNameHandling" : null);
        }

        if (type.Name == "Assembly" && method.Name is "Load" or "LoadFrom" or "LoadFile" or "UnsafeLoadFrom")
        {
            return Some(call.Arguments, InputRules.InputToDeserializer, p => p is "assemblyFile" or "assemblyString" or "path" ? "Assembly." + method.Name : null);
        }

        if (method.Name == "Add" && IsShellArgument(call))
        {
            return Some(call.Arguments, InputRules.InputToProcess, p => p == "item" ? "a shell's command" : null);
        }

        if (Same(type, _type) && method.Name == "GetType")
        {
            return Some(call.Arguments, InputRules.InputToDeserializer, p => p == "typeName" ? "Type.GetType" : null);
        }

        var redirects = (method.Name is "Redirect" or "RedirectPermanent" or "RedirectPreserveMethod" && (type.Is(_controller) || type.Is(_page) || Same(type, _response))) ||
            (method.Name == "Redirect" && _results.Contains(type));
        return redirects
            ? Some(call.Arguments, AuthenticationRules.RedirectFromRequest, p => p is "url" or "location" ? "an address" : null)
            : (method.Name == "PhysicalFile" && (type.Is(_controller) || type.Is(_page) || _results.Contains(type))) || (method.Name == "File" && _results.Contains(type)) ||
                (method.Name == "SendFileAsync" && type.Name == "SendFileResponseExtensions")
                ? Some(call.Arguments, InputRules.InputToPath, p => PathParameters.Contains(p) ? "a path" : null)
                : [];
    }

    /// <summary>The sinks among a constructor's arguments.</summary>
    public IEnumerable<(IOperation Value, DiagnosticDescriptor Rule, string What)> Of(IObjectCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol type || creation.Arguments.IsEmpty)
        {
            return [];
        }

        if (Same(type, _startInfo))
        {
            return Some(creation.Arguments, InputRules.InputToProcess, p => p == "fileName" ? "the program" : p == "arguments" ? "the command line" : null);
        }

        if (_fileObjects.Contains(type))
        {
            return Some(creation.Arguments, InputRules.InputToPath, p => PathParameters.Contains(p) ? "a path" : null);
        }

        return type.Is(_command) ? Some(creation.Arguments, InputRules.InputToSql, p => p is "cmdText" or "commandText" ? "SQL" : null)
            : type.Name == "RedirectResult" && type.ContainingNamespace?.Name == "Mvc" ? Some(creation.Arguments, AuthenticationRules.RedirectFromRequest, p => p == "url" ? "an address" : null)
            : [];
    }

    /// <summary>What a property is when it is a sink.</summary>
    public (DiagnosticDescriptor Rule, string What)? Of(IPropertyReferenceOperation target)
    {
        var property = target.Property;
        var type = property.ContainingType;
        return property.Name switch
        {
            "FileName" when Same(type, _startInfo) => (InputRules.InputToProcess, "the program"),
            "Arguments" when Same(type, _startInfo) => (InputRules.InputToProcess, "the command line"),
            "CommandText" when type.Is(_command) || type.Name == "IDbCommand" => (InputRules.InputToSql, "SQL"),
            "Location" when type.Name == "IHeaderDictionary" => (AuthenticationRules.RedirectFromRequest, "an address"),
            "this[]" when type.Name is "IHeaderDictionary" or "IDictionary" && target.Arguments[0].Value.Text() == "Location" => (AuthenticationRules.RedirectFromRequest, "an address"),
            "RedirectUri" when Same(type, _properties) || Same(type, _message) => (AuthenticationRules.RedirectFromRequest, "an address"),
            _ => null,
        };
    }

    /// <summary>
    /// An argument of a list is one argument whatever it holds, unless the program is a shell that is told to run it. The shell is looked for
    /// in the method around.
    /// </summary>
    private bool IsShellArgument(IInvocationOperation call)
    {
        var list = call.Instance is IInstanceReferenceOperation
            ? call.Around().OfType<IMemberInitializerOperation>().Select(i => i.InitializedMember).FirstOrDefault()
            : call.Instance;
        return list is IPropertyReferenceOperation { Property: { Name: "ArgumentList" } property } && Same(property.ContainingType, _startInfo) &&
            call.Member()?.DescendantNodes().OfType<LiteralExpressionSyntax>().Any(l => Shells.Contains(l.Token.ValueText)) == true;
    }

    private static bool NamesTypes(IOperation settings)
    {
        var creation = settings.Bare() is ILocalReferenceOperation local ? Locals.OnlyValue(local)?.Bare() : settings.Bare();
        return creation is IObjectCreationOperation { Initializer: { } initializer } && initializer.Initializers.OfType<ISimpleAssignmentOperation>().Any(a =>
            a.Target is IPropertyReferenceOperation { Property.Name: "TypeNameHandling" } && a.Value.Bare() is IFieldReferenceOperation { Field.Name: not "None" });
    }

    private static IEnumerable<(IOperation Value, DiagnosticDescriptor Rule, string What)> Some(
        IEnumerable<IArgumentOperation> arguments, DiagnosticDescriptor rule, Func<string, string?> what)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && what(parameter.Name) is { } name)
            {
                yield return (argument.Value, rule, name);
            }
        }
    }

    private static bool Same(ITypeSymbol type, INamedTypeSymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(type, other);
}
