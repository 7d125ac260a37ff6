// What on-call people speak of in two languages: what runtimes and operating systems say, and the ordinary words around it. Read by
// concepts.ts, which says how.

/** `name < what it is a kind of: English words ; Korean words`; `_` joins the words of one expression. */
export const runtimes = `
null_reference: nullpointer_exception null_pointer_exception nullpointerexception null_pointer undefined_is_not cannot_read_properties cannot_read_property attributeerror nonetype typeerror nil_pointer_dereference invalid_memory_address keyerror ; 널포인터_예외 널_포인터 NPE 언디파인드
class_missing < library: classnotfound classnotfoundexception noclassdeffounderror nosuchmethoderror modulenotfounderror module_not_found cannot_find_module importerror missing_dependency dependency_conflict version_conflict undefined_symbol shared_library abi ; 클래스를_못_찾 클래스를_찾지 클래스_없음 모듈을_못_찾 모듈을_찾 의존성_충돌 버전_충돌 라이브러리_충돌
parameter_of_jvm: jvm_heap spring_boot jetty undertow wildfly weblogic jboss websphere classloader jstack jmap micrometer kotlin_service scala akka ; 자바_힙 스프링부트 스프링_부트 웹로직 제우스 제이보스 JVM 언더토우
javascript: express nestjs nextjs next_js nuxt unhandled_rejection unhandledpromiserejection bun deno pm2 ; 노드JS 노드_서버 익스프레스 네스트 넥스트 프로미스
python: fastapi celery_beat pip recursionerror gil wsgi asgi pandas airflow_worker ; 셀러리_워커 패스트에이피아이
golang: goroutine_deadlock fatal_error_all_goroutines concurrent_map_writes data_race gomaxprocs pprof ; 고랭 고루틴_데드락
php: php wordpress laravel composer opcache drupal magento ; 피에이치피 워드프레스 라라벨
ruby: ruby rails ruby_on_rails bundler ; 루비 레일즈
dotnet: dotnet asp_net aspnet csharp nuget kestrel ; 닷넷
rust_language: rust cargo tokio ; 러스트
file_descriptor: too_many_files max_open_files no_file_descriptors nofile open_file_limit emfile enfile handle_limit ; 파일디스크립터 열린파일 오픈_파일 파일_핸들_부족 너무_많은_파일 에프디
zombie < process: zombie zombies defunct orphan orphaned orphans fork_bomb fork_failed cannot_fork pid_limit pids_limit ; 좀비 좀비_프로세스 고아_프로세스 포크_실패 PID_부족
systemd < process: systemd systemctl supervisord init_d unit_failed service_unit ; 시스템디 수퍼바이저 서비스_유닛
kernel_update: kernel_upgrade kernel_update os_upgrade os_patch security_patch patching apt yum dnf glibc selinux apparmor sysctl ; 커널_업데이트 커널_패치 보안_패치 OS_업데이트 OS_패치 운영체제 셀리눅스
lost_mount < disk: stale_file_handle nfs_server_not_responding mount_failed failed_mount failedmount failedattachvolume multi_attach volume_attach attach_volume mount_lost unmounted remount ; 마운트가_풀 마운트_실패 마운트_해제 마운트_안 볼륨_연결_실패 볼륨_마운트 스테일
disk_failure < disk: disk_failure failed_disk disk_broke dead_disk smart_error raid_degraded degraded_array degraded_raid rebuild_of_raid i/o_error input_output_error bad_disk drive_failure ; 디스크_고장 디스크_장애 디스크_불량 레이드_깨 디스크_교체 배드섹터 배드_섹터 하드_고장
log_rotate: logrotate log_rotate rotated_out not_rotated rotation_of_logs ; 로그_순환 로그로테이션
left_on: left_on left_enabled left_running forgot_to_turn_off still_switched_on left_in_debug forgotten ; 켜둔_채 켜둠 켜놓 켜_놓 끄는_것을_잊 켜진_채 안_끄 안_껐 남겨_둔
unused: unused abandoned orphaned_resource no_longer_used not_in_use forgotten_resource obsolete leftover leftovers dead_resource inactive stale_resource ; 안_쓰는 안쓰는 미사용 사용하지_않 쓰지_않 방치 방치된 죽은_리소스 비활성 더_이상_쓰지 잔존
key: keys_of_cache entries entry ; 엔트리 항목
shortage_of_people: on_call_missing nobody_on_duty short_staffed ; 인력_부족 담당자_부재
data_pipeline < batch_job: data_pipeline data_pipelines data_lake data_warehouse datawarehouse warehouse_load load_job cdc_pipeline streaming_job lakehouse iceberg parquet avro hudi ; 데이터파이프라인 데이터_웨어하우스 데이터웨어하우스 데이터_레이크 데이터레이크 적재_작업 적재가 파케이 아이스버그 분석계 정보계
certificate_pin: pinning_failure pinned_key public_key_pinning ; 핀닝
hang_up_by_deploy: at_each_deploy on_every_deploy every_rollout when_we_deploy whenever_we_deploy whenever_we_roll during_deploys during_rollout while_deploying while_rollout ; 배포할_때마다 배포_때마다 배포마다 배포_시마다 릴리즈할_때
depend_on_server: depending_on_which_server depends_on_which one_of_the_two one_of_two_nodes only_on_some_hosts some_servers_only one_server_only different_secret different_secrets different_per_node ; 서버마다 서버별로 노드마다 어떤_서버 특정_서버 한쪽_서버만 일부_서버만 서버에_따라 특정_노드
same_time: simultaneously at_the_same_time all_at_once all_together in_parallel at_the_very_same_moment together ; 한꺼번에 한번에 일제히 동시_다발 동시에 동시다발 단번에 일시에
everything: every_service all_services whole_site entire_site fleet_wide fleetwide site_wide ; 전_서비스 서비스_전체 전면_장애 모조리 몽땅 싹_다 전부_다 죄다
again_since: since_this_morning since_last_night since_the_release since_the_upgrade since_the_move ; 아침부터 어젯밤부터 오늘_새벽부터
overnight: last_night this_night small_hours at_night ; 간밤 지난밤 어젯밤 밤사이 밤새
move_account: moved_to_another_provider another_provider changed_hands account_migration moved_accounts ownership_transfer switched_providers provider_change migrated_account moved_provider ; 다른_업체로 업체를_옮 업체_이전 계정_이전 계정을_옮 다른_계정 계정_변경 이관_후 호스팅_이전 소유자_변경
ban: banned_by terms_violation suspended_by_vendor account_suspended suspended account_closed unpaid unpaid_invoice overdue_bill ; 계정_정지 이용_정지 정지당 요금_미납 미납 연체
wrong_amount: wrong_amount wrong_price wrong_total overcharged undercharged price_mismatch miscalculated miscalculation off_by off_by_a few_won few_cents penny pennies cents ; 금액이_다르 금액이_틀 금액이_안_맞 금액_오류 금액_불일치 금액_차이 잘못_청구 과다_청구 과다청구 계산_오류 몇_원 원_단위 오차
rounding < round: rounding_error rounded_differently rounding_mode half_up bankers_rounding floating_point float_error truncated_decimals ; 반올림_오류 소수점_처리 부동소수점 절사 끝자리 원단위_절사
capacity_planning: peak_hours peak_time rush_hour traffic_peak lunch_peak sudden_traffic traffic_surge viral event_traffic tv_ad concurrent_users ; 피크 피크타임 피크_시간 접속_폭주 트래픽_급증 트래픽_폭주 트래픽_폭증 이벤트_트래픽 동접 동시접속자 순간_접속 선착순
cost_alarm: cost_spike cost_anomaly billing_alarm budget_alarm unexpected_bill ; 비용_급증 요금_폭탄 비용_알람 과금_폭탄
license: licence_expired license_expired license_key_expired activation seat_limit ; 라이선스_만료 라이센스_만료
mtu < network: mtu fragmentation fragment jumbo_frame mss path_mtu black_hole ; 엠티유 단편화 점보프레임
dhcp < network: dhcp ip_exhaustion ip_addresses_exhausted no_free_ip insufficientfreeaddresses subnet_full out_of_ip out_of_ip_addresses ip_pool cidr eni ; 아이피_고갈 IP_고갈 IP_부족 아이피_부족 서브넷_고갈 대역_부족 디에이치씨피
time_of_query: statement_took took_milliseconds milliseconds now_run_for_a_minute run_for_minutes used_to_take ; 밀리초 원래_몇_초 평소_몇
loop: endless_loop infinite_recursion stackoverflow stackoverflowerror maximum_call_stack recursion_depth message_loop feedback_loop ; 무한_호출 스택오버플로우 스택_오버플로우 무한_순환 순환_참조 순환_호출
concurrency: concurrency_issue concurrent_update concurrent_updates lost_update optimistic_lock optimistic_locking double_submit toctou simultaneous_requests ; 동시성 동시성_문제 동시성_이슈 동시_요청 갱신_손실 낙관적_락 따닥 중복_클릭
sequence_exhausted < overflow_of_number: integer_out_of_range id_overflow int_overflow 2147483647 nextval sequence_limit auto_increment out_of_range ; 정수_오버플로우 시퀀스_초과 아이디_고갈 자동증가 int_범위
emoji: emoji_in_name utf8mb4 charset_error incorrect_string_value broken_characters question_marks_instead ; 한글_깨짐 한글이_깨 문자_깨짐 글자가_깨 인코딩_문제 이모티콘
cors: cors cross_origin cross-origin preflight access_control_allow_origin mixed_content content_security_policy csp ; 코르스 교차_출처 프리플라이트
compression: gzip brotli compression compressed decompress ; 압축 압축_해제
deadline_of_task: sla sla_breach slo error_budget burn_rate budget_burn ; 에러_버짓 에러버짓 번레이트
health_of_vendor: status_page provider_status vendor_status ; 상태_페이지 상태페이지
throttled_campaign: campaigns sent_to_all mass_mailing mass_push blast blast_to_all sent_to_everyone ; 전체_발송 전체발송 대량_발송 대량발송 일괄_발송 캠페인 캠페인_발송 단체_발송
bulk: bulk_update bulk_updates bulk_insert mass_update in_one_go single_huge one_huge big_batch heavy_batch millions_of_rows million_rows large_update large_delete ; 일괄_갱신 일괄_업데이트 일괄_수정 일괄_처리 대량_업데이트 대량업데이트 대량_갱신 대량_삭제 한_번에_수천만 천만_건 수백만_건 만_건 통째로
`
