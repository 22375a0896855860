const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Languages, tools, systems and formats: another one of these is another question. */
export const TOOL_NAMES =
  list(`python rust golang typescript javascript java kotlin swift ruby php perl scala haskell elixir
  erlang clojure lua julia matlab r c cpp csharp fsharp dart zig ocaml fortran cobol solidity bash zsh fish powershell cmd sql
  nodejs deno bun react vue angular svelte solidjs django flask fastapi rails spring laravel express nextjs nuxt remix gatsby
  astro flutter electron tauri qt postgres mysql sqlite mariadb mongodb redis cassandra dynamodb kafka rabbitmq elasticsearch
  snowflake bigquery spark hadoop airflow dbt docker podman kubernetes helm terraform pulumi ansible vagrant nginx apache caddy
  aws gcp azure heroku vercel netlify cloudflare linux ubuntu debian fedora arch centos alpine windows macos ios android
  ipados watchos git svn mercurial github gitlab bitbucket jenkins npm yarn pnpm pip poetry conda cargo maven gradle webpack
  vite rollup esbuild parcel jest vitest mocha pytest junit cypress playwright selenium chrome firefox safari edge opera brave
  vim neovim emacs vscode intellij pycharm xcode eclipse sublime nano tmux cmake json yaml toml xml csv tsv
  html css scss sass markdown latex pdf docx xlsx excel word powerpoint sheets notion slack teams zoom discord outlook
  gmail tcp udp http https grpc rest graphql soap websocket websockets ssh ftp sftp s3 ec2 lambda numpy pandas polars scipy
  tensorflow pytorch keras jax sklearn whatsapp telegram signal facebook instagram twitter linkedin youtube spotify netflix
  paypal stripe venmo gdpr hipaa opus sonnet haiku claude chatgpt gpt gemini llama ecs eks rds jq awk sed grep curl wget
  mp3 mp4 wav flac png jpg jpeg gif svg webp heic`);

/** People, places, peoples, tongues and the like that are often written without a capital. */
export const PROPER_NAMES =
  list(`mary mark john james robert michael david william richard thomas daniel paul anna emma
  olivia sarah laura julia peter alice bob carol dave alex sam chris maria jose jane mike steve susan karen lisa linda
  england scotland wales ireland britain uk us eu london paris berlin madrid rome york leeds oxford cambridge manchester
  edinburgh glasgow cardiff dublin france germany spain italy portugal greece turkey poland russia ukraine sweden norway
  denmark finland iceland netherlands belgium austria switzerland hungary romania bulgaria serbia croatia slovenia slovakia
  czechia estonia latvia lithuania china japan korea india pakistan bangladesh nepal thailand vietnam indonesia malaysia
  singapore philippines taiwan australia canada mexico brazil argentina chile peru colombia venezuela cuba egypt morocco
  algeria tunisia nigeria kenya ethiopia ghana africa europe asia america israel iran iraq syria jordan lebanon california
  texas florida ohio nevada oregon virginia georgia boston chicago seattle tokyo kyoto osaka beijing shanghai delhi mumbai
  bangkok hanoi sydney melbourne toronto vancouver montreal dubai cairo lisbon porto vienna prague budapest warsaw moscow
  english french german spanish italian portuguese dutch russian polish turkish arabic hebrew hindi urdu bengali tamil
  chinese mandarin cantonese japanese korean vietnamese thai latin greek swedish norwegian danish finnish welsh irish
  scottish british american canadian australian indian mexican brazilian catholic protestant muslim jewish hindu buddhist
  christmas easter ramadan diwali hanukkah thanksgiving mercury venus mars jupiter saturn uranus neptune pluto`);
