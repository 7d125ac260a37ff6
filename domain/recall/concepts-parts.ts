// What on-call people speak of in two languages: the parts that systems are made of. Read by concepts.ts, which says how.

/** `name < what it is a kind of: English words ; Korean words`; `_` joins the words of one expression. */
export const parts = `
database: database databases db dbs rdbms sql_server datastore ; 데이터베이스 디비 데이타베이스
postgres < database: postgres postgresql pg pgsql psql ; 포스트그레스 포스트그레
mysql < database: mysql mariadb innodb percona aurora rds ; 마이에스큐엘 마리아디비 오로라
oracle < database: oracle ; 오라클
mongo < database: mongo mongodb ; 몽고디비 몽고
replication < database: replication replica replicas replicate replicated standby follower read_replica wal binlog hot_standby ; 복제 복제본 레플리카 리플리카 레플리케이션 스탠바이 슬레이브
primary_node: primary master leader writer failover_target ; 프라이머리 마스터 리더
failover: failover fail_over promotion promoted promote switchover takeover election re-election reelection ; 페일오버 절체 승격 장애_조치 리더_선출
query < database: query queries sql select statement statements slow_query seq_scan full_scan full_table_scan ; 쿼리 질의 풀스캔 슬로우쿼리 슬로우_쿼리
index_of_table < database: index indexes indices reindex ; 인덱스 색인
lock: lock locks locked locking mutex row_lock table_lock advisory_lock ; 락 잠금 잠김
deadlock < lock: deadlock deadlocks deadlocked ; 데드락 교착 교착_상태
transaction: transaction transactions rollback_segment commit commits ; 트랜잭션 커밋
vacuum < database: vacuum autovacuum bloat wraparound ; 배큠 버큠 오토배큠
schema_migration: migration migrations migrate schema ddl alter_table ; 마이그레이션 스키마 이관
cache: cache caches cached caching cache_hit cache_miss hit_ratio hit_rate ; 캐시 캐쉬 적중률 히트율
redis < cache: redis sentinel elasticache valkey keydb ; 레디스 엘라스티캐시 센티널
memcached < cache: memcached memcache ; 멤캐시
eviction < cache: evict evicted eviction evictions maxmemory ; 축출 퇴출 캐시_삭제
queue: queue queues queued queueing backlog backlogs pile_up piling_up piled_up piling stuck_messages dlq dead_letter dead-letter ; 큐 대기열 백로그 적체 쌓임 쌓이 쌓여 쌓였 밀림 밀리 밀려 밀렸 데드레터 데드_레터
kafka < queue: kafka broker brokers partition partitions topic topics zookeeper isr consumer_group offset offsets rebalance rebalancing ; 카프카 브로커 파티션 토픽 주키퍼 오프셋 리밸런싱 컨슈머_그룹
rabbitmq < queue: rabbitmq rabbit amqp sqs activemq nats pubsub pub_sub kinesis ; 래빗엠큐 래빗
consumer < queue: consumer consumers subscriber subscribers listener worker workers ; 컨슈머 소비자 구독자 워커 작업자
producer < queue: producer producers publisher publish publishing ; 프로듀서 발행 퍼블리셔
message: message messages event events ; 메시지 메세지 이벤트
search_engine: elasticsearch elastic opensearch solr lucene shard shards ; 엘라스틱서치 엘라스틱 오픈서치 샤드
disk: disk disks volume volumes filesystem file_system partition_full storage hdd ssd ebs pvc persistent_volume inode inodes mount mounted nvme nas nfs ; 디스크 볼륨 파일시스템 파일_시스템 스토리지 저장소 저장_공간 저장공간 아이노드 마운트 용량
object_storage: s3 bucket buckets gcs minio blob object_store ; 버킷 오브젝트_스토리지
memory: memory mem ram heap rss swap resident working_set ; 메모리 힙 스왑
out_of_memory < memory: oom oomkilled oom_killed oom_killer out_of_memory outofmemory outofmemoryerror java_heap_space cannot_allocate exit_code_137 ran_out_of_memory ; 메모리_부족 아웃오브메모리 메모리_고갈 메모리가_부족
memory_leak < memory: leak leaks leaking leaked memory_leak ; 누수 메모리_릭 릭
garbage_collection < memory: gc garbage garbage_collection stop_the_world full_gc ; 가비지 가비지_컬렉션 풀지씨
cpu: cpu cpus processor core cores load_average loadavg throttled_cpu iowait steal ; 씨피유 프로세서 코어 로드_에버리지 부하_평균
thread: thread threads thread_pool threadpool goroutine goroutines event_loop ; 스레드 쓰레드 스레드풀 쓰레드풀 고루틴
process: process processes daemon pid ; 프로세스 데몬
container: container containers docker containerd image images ; 컨테이너 도커 이미지
kubernetes: kubernetes k8s kube kubectl kubelet eks gke aks openshift helm apiserver ; 쿠버네티스 쿠베 헬름
pod < kubernetes: pod pods replicaset statefulset daemonset deployment_unavailable ; 파드 포드
node_of_cluster < kubernetes: node nodes nodepool worker_node notready ; 노드
autoscaling: autoscale autoscaling autoscaler hpa scale scaling scaled scale_out scale_up scale_down replicas_count ; 오토스케일링 오토스케일 스케일링 스케일아웃 스케일_아웃 증설 확장
cluster: cluster clusters quorum split_brain ; 클러스터 쿼럼 정족수 스플릿브레인
etcd < cluster: etcd consul raft ; 
host: host hosts machine machines vm vms instance instances server servers box bare_metal ec2 ; 서버 호스트 인스턴스 장비 머신 가상머신
reboot: reboot rebooted rebooting power_cycle kernel_panic panic ; 재부팅 리부팅 커널_패닉
hardware: hardware raid fan psu motherboard ecc smart ; 하드웨어 전원 팬 레이드
network: network networking packet packets nic switch router vlan bgp mtu route_table subnet vpc interface link_down ; 네트워크 패킷 스위치 라우터 회선 망 서브넷
packet_loss < network: packet_loss loss dropped_packets retransmit retransmits retransmission ; 패킷_손실 패킷_유실 패킷_로스 재전송
bandwidth < network: bandwidth throughput_limit egress ingress_traffic nic_saturation ; 대역폭 회선_포화
dns < network: dns nameserver nxdomain servfail resolver resolve_name name_resolution coredns route53 bind getaddrinfo enotfound domain domains ; 도메인 네임서버 이름_해석 네임_서버 디엔에스
firewall < network: firewall iptables security_group acl waf blocked_ip ; 방화벽 보안_그룹 차단
vpn < network: vpn tunnel ipsec wireguard ; 터널
load_balancer < network: lb elb alb nlb load_balancer loadbalancer haproxy target_group health_check_target ; 로드밸런서 로드_밸런서 엘비 부하_분산
proxy: proxy nginx envoy apache httpd reverse_proxy ingress gateway api_gateway traefik istio sidecar upstream ; 프록시 엔진엑스 게이트웨이 인그레스 사이드카 업스트림 아파치
cdn: cdn cloudfront akamai cloudflare fastly edge static_assets ; 엣지 정적_파일 클라우드플레어 씨디엔
tls: tls ssl https handshake x509 cipher mtls ; 인증서_오류 핸드셰이크
certificate < tls: certificate certificates cert certs letsencrypt lets_encrypt acme cert-manager chain_of_trust ; 인증서
connection: connection connections connect connects connecting socket sockets conn conns tcp ; 연결 커넥션 접속 소켓
connection_pool < connection: pool pools connection_pool hikari hikaripool pgbouncer pool_exhausted too_many_connections too_many_clients max_connections ; 커넥션풀 커넥션_풀 연결_풀 풀
file_descriptor: file_descriptor file_descriptors fd fds ulimit too_many_open_files emfile open_files ; 파일_디스크립터 열린_파일 파일_핸들
port: port ports listen listening bind_address eaddrinuse ; 포트
log_files: logs logging log_file logrotate fluentd fluentbit loki logstash syslog ; 로그 로깅 로그파일
metrics: metric metrics prometheus scrape scraping exporter grafana dashboard telemetry datadog ; 메트릭 지표 프로메테우스 그라파나 대시보드 수집기 모니터링
batch_job: job jobs cron cronjob batch nightly scheduler scheduled airflow dag etl pipeline pipelines ; 배치 크론 스케줄러 잡 작업 파이프라인 에어플로우 야간_배치 정산_배치
backup: backup backups snapshot snapshots dump pg_dump restore restored archive ; 백업 스냅샷 덤프 복원
deployment: deploy deploys deployed deployment release released releasing rollout rolled_out canary new_version ci cd jenkins argo argocd ; 배포 릴리스 릴리즈 롤아웃 카나리 출시 신규_버전 새_버전 젠킨스
rollback < deployment: rollback rolled_back roll_back revert reverted ; 롤백 되돌림 되돌리 되돌렸 원복
configuration: config configuration configmap setting settings misconfigured misconfiguration parameter env_var environment_variable yaml ; 설정 구성 환경변수 환경_변수 파라미터 오설정
feature_flag: feature_flag flag flags toggle launchdarkly ; 피처플래그 기능_플래그 피처_플래그 토글
secret: secret secrets vault password passwords credential credentials api_key apikey keystore ; 비밀번호 시크릿 자격증명 자격_증명 암호 패스워드 볼트
token: token tokens jwt bearer refresh_token access_token ; 토큰
session: session sessions cookie cookies ; 세션 쿠키
clock: clock ntp chrony time_skew clock_skew drift timezone time_zone dst ; 시계 시각_차이 시간_동기화 시간대 서머타임
third_party: third_party third-party vendor provider partner external downstream dependency dependencies ; 외부 벤더 협력사 파트너 제휴사 외부사 의존성 연동사
webhook: webhook webhooks callback callbacks ; 웹훅 콜백
api: api apis endpoint endpoints rest grpc graphql rpc ; 엔드포인트 에이피아이
microservice: service services microservice backend app application ; 서비스 백엔드 애플리케이션 앱
website: website site webpage page pages web frontend browser landing homepage ui ; 웹사이트 홈페이지 사이트 페이지 화면 프론트엔드 프론트 브라우저
mobile: mobile ios android apk app_store ; 모바일 안드로이드 아이폰
cloud_region: region az availability_zone zone datacenter data_center aws gcp azure ; 리전 가용영역 가용_영역 데이터센터 클라우드
`
