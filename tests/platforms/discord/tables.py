"""Made by `make_tables.py` from Discord's own description; not to be changed by hand."""

# METHOD /path?names of the query
ROUTES = """
GET /applications/@me
PATCH /applications/@me
GET /applications/{application_id}
PATCH /applications/{application_id}
GET /applications/{application_id}/activity-instances/{instance_id}
POST /applications/{application_id}/attachment
GET /applications/{application_id}/commands?with_localizations
PUT /applications/{application_id}/commands
POST /applications/{application_id}/commands
GET /applications/{application_id}/commands/{command_id}
PATCH /applications/{application_id}/commands/{command_id}
DELETE /applications/{application_id}/commands/{command_id}
GET /applications/{application_id}/emojis
POST /applications/{application_id}/emojis
GET /applications/{application_id}/emojis/{emoji_id}
PATCH /applications/{application_id}/emojis/{emoji_id}
DELETE /applications/{application_id}/emojis/{emoji_id}
GET
    /applications/{application_id}/entitlements?after,before,exclude_deleted,exclude_ended,guild_id,limit,only_active,sku_ids,user_id
POST /applications/{application_id}/entitlements
GET /applications/{application_id}/entitlements/{entitlement_id}
DELETE /applications/{application_id}/entitlements/{entitlement_id}
POST /applications/{application_id}/entitlements/{entitlement_id}/consume
GET /applications/{application_id}/guilds/{guild_id}/commands?with_localizations
PUT /applications/{application_id}/guilds/{guild_id}/commands
POST /applications/{application_id}/guilds/{guild_id}/commands
GET /applications/{application_id}/guilds/{guild_id}/commands/permissions
GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}
PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}
DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}
GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions
PUT /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions
GET /applications/{application_id}/role-connections/metadata
PUT /applications/{application_id}/role-connections/metadata
GET /channels/{channel_id}
PATCH /channels/{channel_id}
DELETE /channels/{channel_id}
POST /channels/{channel_id}/followers
GET /channels/{channel_id}/invites
POST /channels/{channel_id}/invites
GET /channels/{channel_id}/messages?after,around,before,limit
POST /channels/{channel_id}/messages
POST /channels/{channel_id}/messages/bulk-delete
GET /channels/{channel_id}/messages/pins?before,limit
PUT /channels/{channel_id}/messages/pins/{message_id}
DELETE /channels/{channel_id}/messages/pins/{message_id}
GET /channels/{channel_id}/messages/{message_id}
PATCH /channels/{channel_id}/messages/{message_id}
DELETE /channels/{channel_id}/messages/{message_id}
POST /channels/{channel_id}/messages/{message_id}/crosspost
DELETE /channels/{channel_id}/messages/{message_id}/reactions
GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}?after,limit,type
DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}
PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me
DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me
DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}
POST /channels/{channel_id}/messages/{message_id}/threads
PUT /channels/{channel_id}/permissions/{overwrite_id}
DELETE /channels/{channel_id}/permissions/{overwrite_id}
GET /channels/{channel_id}/pins
PUT /channels/{channel_id}/pins/{message_id}
DELETE /channels/{channel_id}/pins/{message_id}
GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}?after,limit
POST /channels/{channel_id}/polls/{message_id}/expire
PUT /channels/{channel_id}/recipients/{user_id}
DELETE /channels/{channel_id}/recipients/{user_id}
POST /channels/{channel_id}/send-soundboard-sound
GET /channels/{channel_id}/thread-members?after,limit,with_member
PUT /channels/{channel_id}/thread-members/@me
DELETE /channels/{channel_id}/thread-members/@me
GET /channels/{channel_id}/thread-members/{user_id}?with_member
PUT /channels/{channel_id}/thread-members/{user_id}
DELETE /channels/{channel_id}/thread-members/{user_id}
POST /channels/{channel_id}/threads
GET /channels/{channel_id}/threads/archived/private?before,limit
GET /channels/{channel_id}/threads/archived/public?before,limit
GET
    /channels/{channel_id}/threads/search?archived,limit,max_id,min_id,name,offset,slop,sort_by,sort_order,tag,tag_setting
POST /channels/{channel_id}/typing
GET /channels/{channel_id}/users/@me/threads/archived/private?before,limit
PUT /channels/{channel_id}/voice-status
GET /channels/{channel_id}/webhooks
POST /channels/{channel_id}/webhooks
GET /gateway
GET /gateway/bot
GET /guilds/templates/{code}
GET /guilds/{guild_id}?with_counts
PATCH /guilds/{guild_id}
GET /guilds/{guild_id}/audit-logs?action_type,after,before,limit,target_id,user_id
GET /guilds/{guild_id}/auto-moderation/rules
POST /guilds/{guild_id}/auto-moderation/rules
GET /guilds/{guild_id}/auto-moderation/rules/{rule_id}
PATCH /guilds/{guild_id}/auto-moderation/rules/{rule_id}
DELETE /guilds/{guild_id}/auto-moderation/rules/{rule_id}
GET /guilds/{guild_id}/bans?after,before,limit
GET /guilds/{guild_id}/bans/{user_id}
PUT /guilds/{guild_id}/bans/{user_id}
DELETE /guilds/{guild_id}/bans/{user_id}
POST /guilds/{guild_id}/bulk-ban
GET /guilds/{guild_id}/channels
POST /guilds/{guild_id}/channels
PATCH /guilds/{guild_id}/channels
GET /guilds/{guild_id}/emojis
POST /guilds/{guild_id}/emojis
GET /guilds/{guild_id}/emojis/{emoji_id}
PATCH /guilds/{guild_id}/emojis/{emoji_id}
DELETE /guilds/{guild_id}/emojis/{emoji_id}
PUT /guilds/{guild_id}/incident-actions
GET /guilds/{guild_id}/integrations
DELETE /guilds/{guild_id}/integrations/{integration_id}
GET /guilds/{guild_id}/invites
GET /guilds/{guild_id}/members?after,limit
PATCH /guilds/{guild_id}/members/@me
GET /guilds/{guild_id}/members/search?limit,query
GET /guilds/{guild_id}/members/{user_id}
PUT /guilds/{guild_id}/members/{user_id}
PATCH /guilds/{guild_id}/members/{user_id}
DELETE /guilds/{guild_id}/members/{user_id}
PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}
DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}
GET
    /guilds/{guild_id}/messages/search?attachment_extension,attachment_filename,author_id,author_type,channel_id,content,embed_provider,embed_type,has,include_nsfw,limit,link_hostname,max_id,mention_everyone,mentions,mentions_role_id,min_id,offset,pinned,replied_to_message_id,replied_to_user_id,slop,sort_by,sort_order
GET /guilds/{guild_id}/new-member-welcome
GET /guilds/{guild_id}/onboarding
PUT /guilds/{guild_id}/onboarding
GET /guilds/{guild_id}/preview
GET /guilds/{guild_id}/prune?days,include_roles
POST /guilds/{guild_id}/prune
GET /guilds/{guild_id}/regions
GET /guilds/{guild_id}/requests?after,before,limit,status
PATCH /guilds/{guild_id}/requests/{request_id}
GET /guilds/{guild_id}/roles
POST /guilds/{guild_id}/roles
PATCH /guilds/{guild_id}/roles
GET /guilds/{guild_id}/roles/member-counts
GET /guilds/{guild_id}/roles/{role_id}
PATCH /guilds/{guild_id}/roles/{role_id}
DELETE /guilds/{guild_id}/roles/{role_id}
GET /guilds/{guild_id}/scheduled-events?with_user_count
POST /guilds/{guild_id}/scheduled-events
GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}?with_user_count
PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}
DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}
POST /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions
PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}
DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}
GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users?after,before,limit,with_member
GET
    /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users/counts?guild_scheduled_event_exception_ids
GET
    /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/{guild_scheduled_event_exception_id}/users?after,before,limit,with_member
GET /guilds/{guild_id}/soundboard-sounds
POST /guilds/{guild_id}/soundboard-sounds
GET /guilds/{guild_id}/soundboard-sounds/{sound_id}
PATCH /guilds/{guild_id}/soundboard-sounds/{sound_id}
DELETE /guilds/{guild_id}/soundboard-sounds/{sound_id}
GET /guilds/{guild_id}/stickers
POST /guilds/{guild_id}/stickers
GET /guilds/{guild_id}/stickers/{sticker_id}
PATCH /guilds/{guild_id}/stickers/{sticker_id}
DELETE /guilds/{guild_id}/stickers/{sticker_id}
GET /guilds/{guild_id}/templates
POST /guilds/{guild_id}/templates
PUT /guilds/{guild_id}/templates/{code}
PATCH /guilds/{guild_id}/templates/{code}
DELETE /guilds/{guild_id}/templates/{code}
GET /guilds/{guild_id}/threads/active
GET /guilds/{guild_id}/vanity-url
GET /guilds/{guild_id}/voice-states/@me
PATCH /guilds/{guild_id}/voice-states/@me
GET /guilds/{guild_id}/voice-states/{user_id}
PATCH /guilds/{guild_id}/voice-states/{user_id}
GET /guilds/{guild_id}/webhooks
GET /guilds/{guild_id}/welcome-screen
PATCH /guilds/{guild_id}/welcome-screen
GET /guilds/{guild_id}/widget
PATCH /guilds/{guild_id}/widget
GET /guilds/{guild_id}/widget.json
GET /guilds/{guild_id}/widget.png?style
POST /interactions/{interaction_id}/{interaction_token}/callback?with_response
GET /invites/{code}?guild_scheduled_event_id,target_channel_id,target_message_id,with_counts
DELETE /invites/{code}
GET /invites/{code}/target-users
PUT /invites/{code}/target-users
GET /invites/{code}/target-users/job-status
PUT /lobbies
POST /lobbies
GET /lobbies/{lobby_id}
PATCH /lobbies/{lobby_id}
DELETE /lobbies/{lobby_id}
PATCH /lobbies/{lobby_id}/channel-linking
DELETE /lobbies/{lobby_id}/members/@me
POST /lobbies/{lobby_id}/members/@me/invites
POST /lobbies/{lobby_id}/members/bulk
PUT /lobbies/{lobby_id}/members/{user_id}
DELETE /lobbies/{lobby_id}/members/{user_id}
POST /lobbies/{lobby_id}/members/{user_id}/invites
GET /lobbies/{lobby_id}/messages?limit
POST /lobbies/{lobby_id}/messages
PUT /lobbies/{lobby_id}/messages/{message_id}/moderation-metadata
GET /oauth2/@me
GET /oauth2/applications/@me
GET /oauth2/keys
GET /oauth2/userinfo
PUT /partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata
POST /partner-sdk/provisional-accounts/unmerge
POST /partner-sdk/provisional-accounts/unmerge/bot
POST /partner-sdk/token
POST /partner-sdk/token/bot
GET /skus/{sku_id}/subscriptions?after,before,limit,user_id
GET /skus/{sku_id}/subscriptions/{subscription_id}?user_id
GET /soundboard-default-sounds
POST /stage-instances
GET /stage-instances/{channel_id}
PATCH /stage-instances/{channel_id}
DELETE /stage-instances/{channel_id}
GET /sticker-packs
GET /sticker-packs/{pack_id}
GET /stickers/{sticker_id}
GET /users/@me
PATCH /users/@me
GET /users/@me/applications/{application_id}/entitlements?exclude_consumed,sku_ids
GET /users/@me/applications/{application_id}/role-connection
PUT /users/@me/applications/{application_id}/role-connection
DELETE /users/@me/applications/{application_id}/role-connection
POST /users/@me/channels
GET /users/@me/connections
GET /users/@me/guilds?after,before,limit,with_counts
DELETE /users/@me/guilds/{guild_id}
GET /users/@me/guilds/{guild_id}/member
GET /users/{user_id}
GET /voice/regions
GET /webhooks/{webhook_id}
PATCH /webhooks/{webhook_id}
DELETE /webhooks/{webhook_id}
GET /webhooks/{webhook_id}/{webhook_token}
POST /webhooks/{webhook_id}/{webhook_token}?thread_id,wait,with_components
PATCH /webhooks/{webhook_id}/{webhook_token}
DELETE /webhooks/{webhook_id}/{webhook_token}
POST /webhooks/{webhook_id}/{webhook_token}/github?thread_id,wait
GET /webhooks/{webhook_id}/{webhook_token}/messages/@original?thread_id
PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original?thread_id,with_components
DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original?thread_id
GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}?thread_id
PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}?thread_id,with_components
DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}?thread_id
POST /webhooks/{webhook_id}/{webhook_token}/slack?thread_id,wait
"""

# METHOD /path: kind of the body
BODIES = """
PUT /applications/{application_id}/commands: ApplicationCommandUpdateRequest*? ..130
PUT /applications/{application_id}/guilds/{guild_id}/commands: ApplicationCommandUpdateRequest*? ..130
PATCH /channels/{channel_id}: UpdateDMRequestPartial | UpdateGroupDMRequestPartial |
    UpdateGuildChannelRequestPartial | UpdateThreadRequestPartial
POST /channels/{channel_id}/messages: MessageCreateRequest
PATCH /channels/{channel_id}/messages/{message_id}: MessageEditRequestPartial
POST /channels/{channel_id}/messages/{message_id}/threads: CreateTextThreadWithMessageRequest
POST /channels/{channel_id}/threads: CreateForumThreadRequest | CreateTextThreadWithoutMessageRequest
POST /guilds/{guild_id}/channels: CreateGuildChannelRequest
POST /interactions/{interaction_id}/{interaction_token}/callback:
    ApplicationCommandAutocompleteCallbackRequest | CreateMessageInteractionCallbackRequest |
    LaunchActivityInteractionCallbackRequest | ModalInteractionCallbackRequest |
    PongInteractionCallbackRequest | SocialLayerSKUPurchaseEligibilityInteractionCallbackRequest |
    UpdateMessageInteractionCallbackRequest
POST /users/@me/channels: CreatePrivateChannelRequest
POST /webhooks/{webhook_id}/{webhook_token}: IncomingWebhookRequestPartial |
    IncomingWebhookUpdateRequestPartial
PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original: IncomingWebhookUpdateRequestPartial
PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}: IncomingWebhookUpdateRequestPartial
"""

# Shape: field, `!` when it must be there, kind, `?` when it may be null, bounds, =choices
SHAPES = """
ActionRowComponentForMessageRequest: type! int =1; id int? 0..; components! ButtonComponentForMessageRequest
    | ChannelSelectComponentForMessageRequest | MentionableSelectComponentForMessageRequest |
    RoleSelectComponentForMessageRequest | StringSelectComponentForMessageRequest |
    UserSelectComponentForMessageRequest* 1..5
ActionRowComponentForModalRequest: type! int =1; id int? 0..; components! TextInputComponentForModalRequest*
    1..5
ApplicationCommandAttachmentOption: type! int =11; name! text 1..32; name_localizations map? ..34;
    description! text 1..100; description_localizations map? ..34; required bool?
ApplicationCommandAutocompleteCallbackRequest: type! int =8; data!
    InteractionApplicationCommandAutocompleteCallbackIntegerData |
    InteractionApplicationCommandAutocompleteCallbackNumberData |
    InteractionApplicationCommandAutocompleteCallbackStringData
ApplicationCommandBooleanOption: type! int =5; name! text 1..32; name_localizations map? ..34; description!
    text 1..100; description_localizations map? ..34; required bool?
ApplicationCommandChannelOption: type! int =7; name! text 1..32; name_localizations map? ..34; description!
    text 1..100; description_localizations map? ..34; required bool?; channel_types int*?
ApplicationCommandIntegerOption: type! int =4; name! text 1..32; name_localizations map? ..34; description!
    text 1..100; description_localizations map? ..34; required bool?; autocomplete bool?; choices
    ApplicationCommandOptionIntegerChoice*? ..25; min_value int?; max_value int?
ApplicationCommandMentionableOption: type! int =9; name! text 1..32; name_localizations map? ..34;
    description! text 1..100; description_localizations map? ..34; required bool?
ApplicationCommandNumberOption: type! int =10; name! text 1..32; name_localizations map? ..34; description!
    text 1..100; description_localizations map? ..34; required bool?; autocomplete bool?; choices
    ApplicationCommandOptionNumberChoice*? ..25; min_value number?; max_value number?
ApplicationCommandOptionIntegerChoice: name! text 1..100; name_localizations map? ..34; value! int
ApplicationCommandOptionNumberChoice: name! text 1..100; name_localizations map? ..34; value! number
ApplicationCommandOptionStringChoice: name! text 1..100; name_localizations map? ..34; value! text ..6000
ApplicationCommandRoleOption: type! int =8; name! text 1..32; name_localizations map? ..34; description!
    text 1..100; description_localizations map? ..34; required bool?
ApplicationCommandStringOption: type! int =3; name! text 1..32; name_localizations map? ..34; description!
    text 1..100; description_localizations map? ..34; required bool?; autocomplete bool?; min_length int?
    0..6000; max_length int? 1..6000; choices ApplicationCommandOptionStringChoice*? ..25
ApplicationCommandSubcommandGroupOption: type! int =2; name! text 1..32; name_localizations map? ..34;
    description! text 1..100; description_localizations map? ..34; required bool?; options
    ApplicationCommandSubcommandOption*? ..25
ApplicationCommandSubcommandOption: type! int =1; name! text 1..32; name_localizations map? ..34;
    description! text 1..100; description_localizations map? ..34; required bool?; options
    ApplicationCommandAttachmentOption | ApplicationCommandBooleanOption | ApplicationCommandChannelOption |
    ApplicationCommandIntegerOption | ApplicationCommandMentionableOption | ApplicationCommandNumberOption |
    ApplicationCommandRoleOption | ApplicationCommandStringOption | ApplicationCommandUserOption*? ..25
ApplicationCommandUpdateRequest: name! text 1..32; name_localizations map? ..34; description text? ..100;
    description_localizations map? ..34; options ApplicationCommandAttachmentOption |
    ApplicationCommandBooleanOption | ApplicationCommandChannelOption | ApplicationCommandIntegerOption |
    ApplicationCommandMentionableOption | ApplicationCommandNumberOption | ApplicationCommandRoleOption |
    ApplicationCommandStringOption | ApplicationCommandSubcommandGroupOption |
    ApplicationCommandSubcommandOption | ApplicationCommandUserOption*? ..25; default_member_permissions
    int? 0..; dm_permission bool?; contexts int*? 1..; integration_types int*? 1..; handler int? =1,2; type
    int? =1,2,3,4; id snowflake?
ApplicationCommandUserOption: type! int =6; name! text 1..32; name_localizations map? ..34; description!
    text 1..100; description_localizations map? ..34; required bool?
BaseCreateMessageCreateRequest: content text? ..4000; embeds RichEmbed*? ..10; allowed_mentions
    MessageAllowedMentionsRequest?; sticker_ids snowflake*? ..3; components
    ActionRowComponentForMessageRequest | ContainerComponentForMessageRequest |
    FileComponentForMessageRequest | MediaGalleryComponentForMessageRequest |
    SectionComponentForMessageRequest | SeparatorComponentForMessageRequest |
    TextDisplayComponentForMessageRequest*? ..40; flags int?; attachments MessageAttachmentRequest*? ..10;
    poll PollCreateRequest?; shared_client_theme CustomClientThemeShareRequest?
ButtonComponentForMessageRequest: type! int =2; id int? 0..; custom_id text? 1..100; style! int
    =1,2,3,4,5,6; label text? ..80; disabled bool?; url text? ..512; sku_id snowflake?; emoji
    ComponentEmojiForRequest?
ChannelPermissionOverwriteRequest: id! snowflake; type int? =0,1; allow int?; deny int?
ChannelSelectComponentForMessageRequest: type! int =8; id int? 0..; custom_id! text 1..100; placeholder
    text? ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?;
    default_values ChannelSelectDefaultValue*? ..25; channel_types int*?
ChannelSelectComponentForModalRequest: type! int =8; id int? 0..; custom_id! text 1..100; placeholder text?
    ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?; default_values
    ChannelSelectDefaultValue*? ..25; channel_types int*?
ChannelSelectDefaultValue: type! text =channel; id! snowflake
CheckboxComponentForModalRequest: type! int =23; id int? 0..; custom_id! text 1..100; default bool?
CheckboxGroupComponentForModalRequest: type! int =22; id int? 0..; custom_id! text 1..100; min_values int?
    0..10; max_values int? 1..10; required bool?; options! CheckboxGroupOptionForRequest* 1..10
CheckboxGroupOptionForRequest: label! text 1..100; value! text 1..100; description text? ..100; default
    bool?
ComponentEmojiForRequest: id snowflake?; name! text ..32
ContainerComponentForMessageRequest: type! int =17; id int? 0..; accent_color int? 0..16777215; components!
    ActionRowComponentForMessageRequest | FileComponentForMessageRequest |
    MediaGalleryComponentForMessageRequest | SectionComponentForMessageRequest |
    SeparatorComponentForMessageRequest | TextDisplayComponentForMessageRequest* 1..40; spoiler bool?
CreateForumThreadRequest: name! text 1..100; auto_archive_duration int? =60,1440,4320,10080;
    rate_limit_per_user int? 0..21600; applied_tags snowflake*? ..5; message! BaseCreateMessageCreateRequest
CreateGuildChannelRequest: type int? =0,2,4,5,13,14,15; name! text 1..100; position int? 0..; topic text?
    0..4096; bitrate int? 8000..; user_limit int? 0..; nsfw bool?; rate_limit_per_user int? 0..21600;
    parent_id snowflake?; permission_overwrites ChannelPermissionOverwriteRequest*? ..100; rtc_region text?;
    video_quality_mode int? =1,2; default_auto_archive_duration int? =60,1440,4320,10080;
    default_reaction_emoji UpdateDefaultReactionEmojiRequest?; default_thread_rate_limit_per_user int?
    0..21600; default_sort_order int? =0,1; default_forum_layout int? =0,1,2; default_tag_setting text?
    =match_all,match_some; available_tags CreateOrUpdateThreadTagRequest*? ..20
CreateMessageInteractionCallbackRequest: type! int =4,5; data IncomingWebhookInteractionRequest?
CreateOrUpdateThreadTagRequest: name! text 0..50; emoji_id snowflake?; emoji_name text? ..100; moderated
    bool?
CreatePrivateChannelRequest: recipient_id snowflake?; access_tokens text*? ..1521; nicks map? ..1521
CreateTextThreadWithMessageRequest: name! text 1..100; auto_archive_duration int? =60,1440,4320,10080;
    rate_limit_per_user int? 0..21600
CreateTextThreadWithoutMessageRequest: name! text 1..100; auto_archive_duration int? =60,1440,4320,10080;
    rate_limit_per_user int? 0..21600; type int? =10,11,12; invitable bool?
CustomClientThemeShareRequest: colors! text* 1..5; gradient_angle! int 0..360; base_mix! int 0..100;
    base_theme int? =0,1,2,3,4
FileComponentForMessageRequest: type! int =13; id int? 0..; spoiler bool?; file!
    UnfurledMediaRequestWithAttachmentReferenceRequired
FileUploadComponentForModalRequest: type! int =19; id int? 0..; custom_id! text 1..100; min_values int?
    0..10; max_values int? 1..10; required bool?
IncomingWebhookInteractionRequest: content text? ..2000; embeds RichEmbed*? ..10; allowed_mentions
    MessageAllowedMentionsRequest?; components ActionRowComponentForMessageRequest |
    ContainerComponentForMessageRequest | FileComponentForMessageRequest |
    MediaGalleryComponentForMessageRequest | SectionComponentForMessageRequest |
    SeparatorComponentForMessageRequest | TextDisplayComponentForMessageRequest*? ..40; attachments
    MessageAttachmentRequest*? ..10; poll PollCreateRequest?; tts bool?; flags int?
IncomingWebhookRequestPartial: content text? ..2000; embeds RichEmbed*? ..10; allowed_mentions
    MessageAllowedMentionsRequest?; components ActionRowComponentForMessageRequest |
    ContainerComponentForMessageRequest | FileComponentForMessageRequest |
    MediaGalleryComponentForMessageRequest | SectionComponentForMessageRequest |
    SeparatorComponentForMessageRequest | TextDisplayComponentForMessageRequest*? ..40; attachments
    MessageAttachmentRequest*? ..10; poll PollCreateRequest?; tts bool?; flags int?; username text? 1..80;
    avatar_url text? ..2048; thread_name text? 0..100; applied_tags snowflake*? ..5
IncomingWebhookUpdateForInteractionCallbackRequestPartial: content text? ..2000; embeds RichEmbed*? ..10;
    allowed_mentions MessageAllowedMentionsRequest?; components ActionRowComponentForMessageRequest |
    ContainerComponentForMessageRequest | FileComponentForMessageRequest |
    MediaGalleryComponentForMessageRequest | SectionComponentForMessageRequest |
    SeparatorComponentForMessageRequest | TextDisplayComponentForMessageRequest*? ..40; attachments
    MessageAttachmentRequest*? ..10; flags int?
IncomingWebhookUpdateRequestPartial: content text? ..2000; embeds RichEmbed*? ..10; allowed_mentions
    MessageAllowedMentionsRequest?; components ActionRowComponentForMessageRequest |
    ContainerComponentForMessageRequest | FileComponentForMessageRequest |
    MediaGalleryComponentForMessageRequest | SectionComponentForMessageRequest |
    SeparatorComponentForMessageRequest | TextDisplayComponentForMessageRequest*? ..40; attachments
    MessageAttachmentRequest*? ..10; poll PollCreateRequest?; flags int?
InteractionApplicationCommandAutocompleteCallbackIntegerData: choices
    ApplicationCommandOptionIntegerChoice*? ..25
InteractionApplicationCommandAutocompleteCallbackNumberData: choices ApplicationCommandOptionNumberChoice*?
    ..25
InteractionApplicationCommandAutocompleteCallbackStringData: choices ApplicationCommandOptionStringChoice*?
    ..25
LabelComponentForModalRequest: type! int =18; id int? 0..; label! text 1..45; description text? 1..100;
    component! ChannelSelectComponentForModalRequest | CheckboxComponentForModalRequest |
    CheckboxGroupComponentForModalRequest | FileUploadComponentForModalRequest |
    MentionableSelectComponentForModalRequest | RadioGroupComponentForModalRequest |
    RoleSelectComponentForModalRequest | StringSelectComponentForModalRequest |
    TextInputComponentForModalRequest | UserSelectComponentForModalRequest
LaunchActivityInteractionCallbackRequest: type! int =12
MediaGalleryComponentForMessageRequest: type! int =12; id int? 0..; items! MediaGalleryItemRequest* 1..10
MediaGalleryItemRequest: description text? 1..1024; spoiler bool?; media! UnfurledMediaRequest
MentionableSelectComponentForMessageRequest: type! int =7; id int? 0..; custom_id! text 1..100; placeholder
    text? ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?;
    default_values RoleSelectDefaultValue | UserSelectDefaultValue*? ..25
MentionableSelectComponentForModalRequest: type! int =7; id int? 0..; custom_id! text 1..100; placeholder
    text? ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?;
    default_values RoleSelectDefaultValue | UserSelectDefaultValue*? ..25
MessageAllowedMentionsRequest: parse text*? ..1521; users snowflake*? ..100; roles snowflake*? ..100;
    replied_user bool?
MessageAttachmentRequest: id! snowflake; filename text? 1..1024; description text? ..1024; duration_secs
    number? 0..; waveform text? ..400; title text? ..1024; is_spoiler bool?; is_remix bool?
MessageCreateRequest: content text? ..4000; embeds RichEmbed*? ..10; allowed_mentions
    MessageAllowedMentionsRequest?; sticker_ids snowflake*? ..3; components
    ActionRowComponentForMessageRequest | ContainerComponentForMessageRequest |
    FileComponentForMessageRequest | MediaGalleryComponentForMessageRequest |
    SectionComponentForMessageRequest | SeparatorComponentForMessageRequest |
    TextDisplayComponentForMessageRequest*? ..40; flags int?; attachments MessageAttachmentRequest*? ..10;
    poll PollCreateRequest?; shared_client_theme CustomClientThemeShareRequest?; message_reference
    MessageReferenceRequest?; nonce int | text? ..25; enforce_nonce bool?; tts bool?
MessageEditRequestPartial: content text? ..4000; embeds RichEmbed*? ..10; flags int?; allowed_mentions
    MessageAllowedMentionsRequest?; sticker_ids snowflake*? ..1521; components
    ActionRowComponentForMessageRequest | ContainerComponentForMessageRequest |
    FileComponentForMessageRequest | MediaGalleryComponentForMessageRequest |
    SectionComponentForMessageRequest | SeparatorComponentForMessageRequest |
    TextDisplayComponentForMessageRequest*? ..40; attachments MessageAttachmentRequest*? ..10
MessageReferenceRequest: guild_id snowflake?; channel_id snowflake?; message_id! snowflake;
    fail_if_not_exists bool?; type int? =0
ModalInteractionCallbackRequest: type! int =9; data! ModalInteractionCallbackRequestData
ModalInteractionCallbackRequestData: custom_id! text 1..100; title! text 1..45; components!
    ActionRowComponentForModalRequest | LabelComponentForModalRequest | TextDisplayComponentForModalRequest*
    1..40
PollAnswerCreateRequest: poll_media! PollMediaCreateRequest
PollCreateRequest: question! PollMedia; answers! PollAnswerCreateRequest* 1..10; allow_multiselect bool?;
    layout_type int? =1; duration int? 1..768
PollEmoji: id snowflake?; name text? ..32; animated bool?
PollEmojiCreateRequest: id snowflake?; name text? ..32; animated bool?
PollMedia: text text? 1..300; emoji PollEmoji?
PollMediaCreateRequest: text text? 1..300; emoji PollEmojiCreateRequest?
PongInteractionCallbackRequest: type! int =1
RadioGroupComponentForModalRequest: type! int =21; id int? 0..; custom_id! text 1..100; required bool?;
    options! RadioGroupOptionForRequest* 2..10
RadioGroupOptionForRequest: label! text 1..100; value! text 1..100; description text? ..100; default bool?
RichEmbed: type text?; url text? ..2048; title text? ..256; color int? 0..16777215; timestamp text?;
    description text? ..4096; author RichEmbedAuthor?; image RichEmbedImage?; thumbnail RichEmbedThumbnail?;
    footer RichEmbedFooter?; fields RichEmbedField*? ..25; provider RichEmbedProvider?; video
    RichEmbedVideo?
RichEmbedAuthor: name text? ..256; url text? ..2048; icon_url text? ..2048
RichEmbedField: name! text ..256; value! text ..1024; inline bool?
RichEmbedFooter: text text? ..2048; icon_url text? ..2048
RichEmbedImage: url text? ..2048; width int?; height int?; placeholder text? ..64; placeholder_version int?
    0..; is_animated bool?; description text? ..4096
RichEmbedProvider: name text? ..256; url text? ..2048
RichEmbedThumbnail: url text? ..2048; width int?; height int?; placeholder text? ..64; placeholder_version
    int? 0..; is_animated bool?; description text? ..4096
RichEmbedVideo: url text? ..2048; width int?; height int?; placeholder text? ..64; placeholder_version int?
    0..; is_animated bool?; description text? ..4096
RoleSelectComponentForMessageRequest: type! int =6; id int? 0..; custom_id! text 1..100; placeholder text?
    ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?; default_values
    RoleSelectDefaultValue*? ..25
RoleSelectComponentForModalRequest: type! int =6; id int? 0..; custom_id! text 1..100; placeholder text?
    ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?; default_values
    RoleSelectDefaultValue*? ..25
RoleSelectDefaultValue: type! text =role; id! snowflake
SectionComponentForMessageRequest: type! int =9; id int? 0..; components!
    TextDisplayComponentForMessageRequest* 1..3; accessory! ButtonComponentForMessageRequest |
    ThumbnailComponentForMessageRequest
SeparatorComponentForMessageRequest: type! int =14; id int? 0..; spacing int? =1,2; divider bool?
SocialLayerSKUPurchaseEligibilityCallbackData: eligible! bool; ineligible_reason int? =0,1,2;
    ineligible_reason_description text? ..255
SocialLayerSKUPurchaseEligibilityInteractionCallbackRequest: type! int =13; data!
    SocialLayerSKUPurchaseEligibilityCallbackData
StringSelectComponentForMessageRequest: type! int =3; id int? 0..; custom_id! text 1..100; placeholder text?
    ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?; options!
    StringSelectOptionForRequest* 1..25
StringSelectComponentForModalRequest: type! int =3; id int? 0..; custom_id! text 1..100; placeholder text?
    ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?; options!
    StringSelectOptionForRequest* 1..25
StringSelectOptionForRequest: label! text 1..100; value! text 1..100; description text? ..100; default
    bool?; emoji ComponentEmojiForRequest?
TextDisplayComponentForMessageRequest: type! int =10; id int? 0..; content! text 1..4000
TextDisplayComponentForModalRequest: type! int =10; id int? 0..; content! text 1..4000
TextInputComponentForModalRequest: type! int =4; id int? 0..; custom_id! text 1..100; style! int =1,2; label
    text? 1..45; value text? ..4000; placeholder text? ..100; required bool?; min_length int? 0..4000;
    max_length int? 1..4000
ThumbnailComponentForMessageRequest: type! int =11; id int? 0..; description text? 1..1024; spoiler bool?;
    media! UnfurledMediaRequest
UnfurledMediaRequest: url! text ..2048
UnfurledMediaRequestWithAttachmentReferenceRequired: url! text ..2048
UpdateDMRequestPartial: name text? 0..100
UpdateDefaultReactionEmojiRequest: emoji_id snowflake?; emoji_name text? ..100
UpdateGroupDMRequestPartial: name text? 0..100; icon text?
UpdateGuildChannelRequestPartial: type int? =0,2,4,5,13,14,15; name text 1..100; position int? 0..; topic
    text? 0..4096; bitrate int? 8000..; user_limit int? 0..; nsfw bool?; rate_limit_per_user int? 0..21600;
    parent_id snowflake?; permission_overwrites ChannelPermissionOverwriteRequest*? ..100; rtc_region text?;
    video_quality_mode int? =1,2; default_auto_archive_duration int? =60,1440,4320,10080;
    default_reaction_emoji UpdateDefaultReactionEmojiRequest?; default_thread_rate_limit_per_user int?
    0..21600; default_sort_order int? =0,1; default_forum_layout int? =0,1,2; default_tag_setting text?
    =match_all,match_some; flags int?; available_tags UpdateThreadTagRequest*? ..20
UpdateMessageInteractionCallbackRequest: type! int =6,7; data
    IncomingWebhookUpdateForInteractionCallbackRequestPartial?
UpdateThreadRequestPartial: name text? 0..100; archived bool?; locked bool?; invitable bool?;
    auto_archive_duration int? =60,1440,4320,10080; rate_limit_per_user int? 0..21600; flags int?;
    applied_tags snowflake*? ..5; bitrate int? 8000..; user_limit int? 0..99; rtc_region text?;
    video_quality_mode int? =1,2
UpdateThreadTagRequest: name! text 0..50; emoji_id snowflake?; emoji_name text? ..100; moderated bool?; id
    snowflake?
UserSelectComponentForMessageRequest: type! int =5; id int? 0..; custom_id! text 1..100; placeholder text?
    ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?; default_values
    UserSelectDefaultValue*? ..25
UserSelectComponentForModalRequest: type! int =5; id int? 0..; custom_id! text 1..100; placeholder text?
    ..150; min_values int? 0..25; max_values int? 1..25; disabled bool?; required bool?; default_values
    UserSelectDefaultValue*? ..25
UserSelectDefaultValue: type! text =user; id! snowflake
"""
