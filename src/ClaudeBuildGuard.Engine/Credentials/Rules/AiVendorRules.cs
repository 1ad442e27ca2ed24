using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Vendors of models. Source: token-formats, rows 145 to 158.</summary>
internal static class AiVendorRules
{
    private const string RotateAnthropic =
        "Disable the key in the Claude console (Settings, API keys) and make a new one in a workspace with a spend limit.";

    private const string RotateOpenAI =
        "Delete the key at https://platform.openai.com/api-keys and make a new one in a project with a budget.";

    private const string RotateTogetherAI =
        "Delete it on the API keys page of Together AI and make a new one.";

    private const string RotateWeightsBiases =
        "Delete it on the API keys page of Weights & Biases and make a new one.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "anthropic-api-key",
            Provider = "Anthropic",
            Title = "Anthropic API key",
            Shape = "sk-ant-api{D2}-{X93}AA",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = RotateAnthropic,
            Source = "token-formats 145",
        },
        new()
        {
            Id = "anthropic-admin-key",
            Provider = "Anthropic",
            Title = "Anthropic admin API key",
            Shape = "sk-ant-admin{D2}-{X93}AA",
            MinimumEntropy = 3.5,
            Opens = "the members, workspaces and keys of the organisation",
            Rotate = RotateAnthropic,
            Source = "token-formats 146",
        },
        new()
        {
            Id = "anthropic-oauth-token",
            Provider = "Anthropic",
            Title = "Claude OAuth token",
            Shape = "{=sk-ant-oat|sk-ant-ort|sk-ant-sid}{D2}-{X60-130}",
            MinimumEntropy = 3.5,
            Opens = "the Claude account of the user who signed in",
            Rotate = "Run '/logout' in Claude Code and end the session under Settings, Account; sign in again.",
            Source = "token-formats 146",
        },
        new()
        {
            Id = "openai-key",
            Provider = "OpenAI",
            Title = "OpenAI API key",
            Shape = "{=sk-proj-|sk-svcacct-|sk-admin-}{X20-100}T3BlbkFJ{X20-100}",
            Opens = "the models of the account, at its cost",
            Rotate = RotateOpenAI,
            Source = "token-formats 147",
        },
        new()
        {
            Id = "openai-key-legacy",
            Provider = "OpenAI",
            Title = "OpenAI API key",
            Shape = "sk-{N20}T3BlbkFJ{N20}",
            Opens = "the models of the account, at its cost",
            Rotate = RotateOpenAI,
            Source = "token-formats 147",
        },
        new()
        {
            Id = "openai-key-before-2023",
            Provider = "OpenAI",
            Title = "OpenAI API key",
            Shape = "sk-{N40-56}",
            Near = ["openai", "chatgpt", "gpt-"],
            Confidence = Confidence.Specific,
            MinimumEntropy = 3.8,
            Opens = "the models of the account, at its cost",
            Rotate = RotateOpenAI,
            Source = "token-formats 147",
        },
        new()
        {
            Id = "huggingface-token",
            Provider = "Hugging Face",
            Title = "Hugging Face access token",
            Shape = "hf_{N34}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Invalidate and refresh it at https://huggingface.co/settings/tokens.",
            Source = "token-formats 148",
        },
        new()
        {
            Id = "huggingface-organisation-token",
            Provider = "Hugging Face",
            Title = "Hugging Face organisation token",
            Shape = "api_org_{N34}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it in the settings of the organisation.",
            Source = "token-formats 148",
        },
        new()
        {
            Id = "groq-key",
            Provider = "Groq",
            Title = "Groq API key",
            Shape = "gsk_{N52}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Groq and make a new one.",
            Source = "token-formats 149",
        },
        new()
        {
            Id = "xai-key",
            Provider = "xAI",
            Title = "xAI API key",
            Shape = "xai-{X70-120}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of xAI and make a new one.",
            Source = "token-formats 149",
        },
        new()
        {
            Id = "perplexity-key",
            Provider = "Perplexity",
            Title = "Perplexity API key",
            Shape = "pplx-{N48}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Perplexity and make a new one.",
            Source = "token-formats 149",
        },
        new()
        {
            Id = "cohere-key",
            Provider = "Cohere",
            Title = "Cohere API key",
            Shape = "{N40}",
            Near = [
                "cohere_", "cohere-", "cohereapi", "coherekey", "cohere:", "co_api_key", "cohere ", "cohere.",
                "cohere=",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Cohere and make a new one.",
            Source = "token-formats 150",
        },
        new()
        {
            Id = "mistral-key",
            Provider = "Mistral",
            Title = "Mistral API key",
            Shape = "{N32}",
            Near = ["mistral", "codestral"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Mistral and make a new one.",
            Source = "token-formats 150",
        },
        new()
        {
            Id = "ai21-key",
            Provider = "AI21",
            Title = "AI21 API key",
            Shape = "{N32}",
            Near = ["ai21_", "ai21-", "ai21api", "ai21key"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of AI21 and make a new one.",
            Source = "token-formats 150",
        },
        new()
        {
            Id = "replicate-token",
            Provider = "Replicate",
            Title = "Replicate API token",
            Shape = "r8_{N37}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Replicate and make a new one.",
            Source = "token-formats 151",
        },
        new()
        {
            Id = "together-key",
            Provider = "Together AI",
            Title = "Together AI API key",
            Shape = "tgp_v1_{X43}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = RotateTogetherAI,
            Source = "token-formats 151",
        },
        new()
        {
            Id = "together-key-legacy",
            Provider = "Together AI",
            Title = "Together AI API key",
            Shape = "{H64}",
            Near = ["together_api", "together-api", "together_ai", "togetherai", "together_key"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = RotateTogetherAI,
            Source = "token-formats 151",
        },
        new()
        {
            Id = "fireworks-key",
            Provider = "Fireworks AI",
            Title = "Fireworks AI API key",
            Shape = "fw_{N22-24}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Fireworks AI and make a new one.",
            Source = "token-formats 151",
        },
        new()
        {
            Id = "openrouter-key",
            Provider = "OpenRouter",
            Title = "OpenRouter API key",
            Shape = "sk-or-v1-{H64}",
            MinimumEntropy = 3.0,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of OpenRouter and make a new one.",
            Source = "token-formats 152",
        },
        new()
        {
            Id = "deepseek-key",
            Provider = "DeepSeek",
            Title = "DeepSeek API key",
            Shape = "sk-{H32}",
            Near = ["deepseek"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of DeepSeek and make a new one.",
            Source = "token-formats 152",
        },
        new()
        {
            Id = "cerebras-key",
            Provider = "Cerebras",
            Title = "Cerebras API key",
            Shape = "csk-{LD48}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Cerebras and make a new one.",
            Source = "token-formats 152",
        },
        new()
        {
            Id = "kimi-key",
            Provider = "Moonshot AI",
            Title = "Kimi API key",
            Shape = "sk-{N48}",
            Near = ["kimi", "moonshot"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Moonshot AI and make a new one.",
            Source = "token-formats 152",
        },
        new()
        {
            Id = "minimax-key",
            Provider = "MiniMax",
            Title = "MiniMax API key",
            Shape = "sk-api-{X119}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of MiniMax and make a new one.",
            Source = "token-formats 152",
        },
        new()
        {
            Id = "langsmith-key",
            Provider = "LangSmith",
            Title = "LangSmith API key",
            Shape = "{=lsv2_pt_|lsv2_sk_}{H32}_{H10}",
            MinimumEntropy = 3.0,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of LangSmith and make a new one.",
            Source = "token-formats 153",
        },
        new()
        {
            Id = "langfuse-key",
            Provider = "Langfuse",
            Title = "Langfuse secret key",
            Shape = "sk-lf-{UUID}",
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Langfuse and make a new one.",
            Source = "token-formats 153",
        },
        new()
        {
            Id = "pinecone-key",
            Provider = "Pinecone",
            Title = "Pinecone API key",
            Shape = "pcsk_{N5-6}_{N63}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Pinecone and make a new one.",
            Source = "token-formats 154",
        },
        new()
        {
            Id = "voyage-key",
            Provider = "Voyage AI",
            Title = "Voyage AI API key",
            Shape = "pa-{X43}",
            Near = ["voyage"],
            MinimumEntropy = 4.0,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Voyage AI and make a new one.",
            Source = "token-formats 154",
        },
        new()
        {
            Id = "jina-key",
            Provider = "Jina AI",
            Title = "Jina AI API key",
            Shape = "jina_{X60}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Jina AI and make a new one.",
            Source = "token-formats 154",
        },
        new()
        {
            Id = "tavily-key",
            Provider = "Tavily",
            Title = "Tavily API key",
            Shape = "tvly-{=dev-|prod-|}{N32}",
            MinimumEntropy = 3.3,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Tavily and make a new one.",
            Source = "token-formats 154",
        },
        new()
        {
            Id = "firecrawl-key",
            Provider = "Firecrawl",
            Title = "Firecrawl API key",
            Shape = "fc-{H32}",
            MinimumEntropy = 3.0,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Firecrawl and make a new one.",
            Source = "token-formats 154",
        },
        new()
        {
            Id = "nvidia-key",
            Provider = "NVIDIA",
            Title = "NVIDIA API key",
            Shape = "nvapi-{X60-70}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of NVIDIA and make a new one.",
            Source = "token-formats 155",
        },
        new()
        {
            Id = "elevenlabs-key",
            Provider = "ElevenLabs",
            Title = "ElevenLabs API key",
            Shape = "sk_{H48}",
            MinimumEntropy = 3.0,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of ElevenLabs and make a new one.",
            Source = "token-formats 156",
        },
        new()
        {
            Id = "deepgram-key",
            Provider = "Deepgram",
            Title = "Deepgram API key",
            Shape = "{H40}",
            Near = ["deepgram"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Deepgram and make a new one.",
            Source = "token-formats 156",
        },
        new()
        {
            Id = "assemblyai-key",
            Provider = "AssemblyAI",
            Title = "AssemblyAI API key",
            Shape = "{H32}",
            Near = ["emblyai", "embly_ai", "embly-ai", "aai_api"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of AssemblyAI and make a new one.",
            Source = "token-formats 156",
        },
        new()
        {
            Id = "stability-key",
            Provider = "Stability AI",
            Title = "Stability AI API key",
            Shape = "sk-{N48}",
            Near = ["stability", "dreamstudio"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Stability AI and make a new one.",
            Source = "token-formats 156",
        },
        new()
        {
            Id = "wandb-key",
            Provider = "Weights & Biases",
            Title = "Weights & Biases API key",
            Shape = "wandb_v1_{W77}",
            MinimumEntropy = 3.5,
            Opens = "the models of the account, at its cost",
            Rotate = RotateWeightsBiases,
            Source = "token-formats 157",
        },
        new()
        {
            Id = "wandb-key-legacy",
            Provider = "Weights & Biases",
            Title = "Weights & Biases API key",
            Shape = "{H40}",
            Near = ["wandb", "weights_and_biases"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the runs and artifacts of the account",
            Rotate = RotateWeightsBiases,
            Source = "token-formats 157",
        },
        new()
        {
            Id = "cursor-key",
            Provider = "Cursor",
            Title = "Cursor API key",
            Shape = "{[k]}{[e]}{[y]}{[_]}{H64}",
            Near = [
                "cursor_key", "cursor-key", "cursorkey", "cursor_token", "cursor-token", "cursortoken", "cursor_secret",
                "cursor-secret", "cursorsecret", "cursor_api", "cursor-api", "cursorapi",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account of its owner",
            Rotate = "Delete it on the API keys page of Cursor and make a new one.",
            Source = "token-formats 158",
        },
        new()
        {
            Id = "devin-key",
            Provider = "Devin",
            Title = "Devin API key",
            Shape = "cog_{T52}",
            MinimumEntropy = 3.3,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Devin and make a new one.",
            Source = "token-formats 158",
        },
        new()
        {
            Id = "brave-search-key",
            Provider = "Brave Search",
            Title = "Brave Search API key",
            Shape = "BSA{X24-40}",
            Near = ["brave", "x-subscription-token"],
            MinimumEntropy = 3.8,
            Opens = "the models of the account, at its cost",
            Rotate = "Delete it on the API keys page of Brave Search and make a new one.",
            Source = "token-formats 158",
        },
    ];
}
